/** Asks how somebody is doing, or the whole business. */
import { rulesOf } from "./Rule.ts"

export const standing = rulesOf("status", [
  [
    3.5,
    /(?<!\b(?:when|how|why|where|what time) )\bshould (?:i|we) (?:call|phone|ring|visit|e-?mail|write to|contact|meet|remind|chase)\b|\b(?:faut[- ]il|dois[- ]je|doit[- ]on|devons[- ]nous|devrais[- ]je) (?:appeler|telephoner|contacter|relancer|visiter|rappeler)\b|\b(?:is|are) .{0,40}\b(?:good|bad|reliable|important|valuable|difficult|risky) (?:customer|client|account)s?\b/
  ],
  [
    3.5,
    /\bhow (?:risky|reliable|trustworthy|creditworthy|solvent|dependable|healthy) (?:is|are)\b|\b(?:is|are) acme (?:risky|reliable|trustworthy|creditworthy|solvent|dependable)\b|\bacme est-(?:il|elle) (?:fiable|solvable|risquee?)\b/
  ],
  [
    4,
    /\b(?:status|overview|summar(?:y|ise|ize)|snapshot|rundown|run-down|low-?down|sum(?:s|med)? up|wrap-?up|the (?:gist|picture)|(?:should|need to|must) (?:i|we) know|(?:i|we) (?:should|need to|must|ought to) know|state of (?:our|the|my) (?:business|company|affairs)|before (?:my|the|our) (?:call|meeting|visit)|avant (?:mon|le|la|notre|ma) (?:appel|reunion|rendez-vous|visite)|brief(?:ing)?|recap|big picture|where (?:do|are) we (?:stand )?(?:with|on)|update (?:me )?(?:on|about)|updates?|up to (?:speed|date)|360|catch me up|account review|statut|resume|synthese|ou en (?:est|sont|sommes)|fais le point|faites le point|un point sur|etat des lieux|apercu)\b/
  ],
  [
    3.5,
    /\b(?:tell me (?:all |more |everything )?about|(?:what|anything|everything|all) (?:do |should |can )?(?:we|you|i) (?:know|have) (?:about|on)|how(?:'s| is| are| was) (?:(?!(?:many|much)\b)[\w'&.-]+ ){1,6}(?:doing|going|getting on|looking|performing)|how(?:'s| is| are| was) (?:doing|going|looking|performing)|how(?:'s| is| are) (?:things|it|business|everything|they)\b|what(?:'s| is) (?:up|new|happening|going on|the (?:situation|story|deal|latest|news)) (?:with|at|on|for|from|in)|health of|how healthy|in good shape|any (?:issues|problems|news|concerns)|parle[- ](?:moi|nous)|situation|comment (?:va|vont|se porte|ca se passe)|que sait[- ]on|que savons[- ]nous|quoi de neuf|dis[- ]m'en plus|bilan|etat (?:de|du|d'))(?=\W|$)/
  ],
  [6, /\b(?:should (?:i|we) be|are we|be) (?:worried|concerned)\b/],
  [
    6,
    /\b(?:anything|something|what)\b.{0,30}\b(?:worr(?:y|ied|ies|ying)|be concerned about|needs? (?:my |our )?attention)\b/
  ],
  [
    8,
    /^(?:so |and )?(?:are|is) (?:we|it|(?:the|our) (?:business|company|sales)|business) (?:still |really )?(?:growing|shrinking|improving|declining|healthy|doing (?:well|ok|okay|better|worse|fine))[\s?!.]*$|^how fast are we growing|\bsommes[- ]nous en croissance\b/
  ],
  [
    3.5,
    /\b(?:everything (?:is )?(?:ok|okay|fine|alright|all right|good|in order|well)|(?:all|things) (?:ok|okay|fine|good|well) with|dis[- ](?:moi|nous) tout|tout (?:va|se passe) bien|tell me everything|(?:facts|things) (?:about|on|regarding) acme)\b/
  ],
  [
    3.5,
    /\b(?:outlook|prospects|perspectives)\b|\b(?:most urgent|(?:my|our|the) (?:top )?priorities|what (?:should|must|do) (?:i|we) (?:have to |need to )?(?:do|focus on|tackle)(?: (?:first|today|next|now|this week))?[\s?.!]*$)|\bwhat(?:'s| has| is)? (?:been )?happen(?:ed|ing) (?:with|at|to)\b|\bque? s'est[- ]il passe (?:avec|chez)\b/
  ],
  [3.5, /\bhow did (?:[\w'&.-]+ ){1,4}(?:do|perform)\b/]
])
