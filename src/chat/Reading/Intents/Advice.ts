/** Asks for advice: whether to do a thing. */
import { rulesOf } from "./Rule.ts"

export const advice = rulesOf("decision_support", [
  [-5, /\b(?:should|must|ought) (?:i|we) (?:know|be aware|ask)\b/],
  [
    -4,
    /\b(?:que|qu'est-ce qu'il) faut[- ]il faire\b.{0,30}\b(?:en cas|quand|lorsqu|si)\b|\bwhat (?:should|must) (?:we|i) do (?:if|when|in case)\b/
  ],
  [-5, /^what (?:should|must) (?:i|we) (?:do|focus on|tackle)(?: (?:first|today|next|now|this week))?[\s?.!]*$/],
  // Asking how things are done, not whether to do one.
  [
    -5,
    /^(?:(?:when|(?:at|from) what (?:point|stage|age|amount)(?: on)?|after how (?:many \w+|long)|how (?:long|often|many|much|soon)|who|where|since when) (?:do|does|did|can|may|must|are|is|will)|(?:what|which) \w+ (?:\w+ )?(?:do|does|did)) (?:we|i)\b(?! (?:think|recommend|advise))/
  ],
  [
    -5,
    /^(?:et |alors )?(?:quand|ou|a quelle heure|(?:a|par|avec|chez) qui|quel jour)\b.{0,12}\b(?:faut[- ]il|dois[- ]je|doit[- ]on|devons[- ]nous|devrais[- ]je|devrions[- ]nous)(?!\p{L})/u
  ],
  [5, /\b(?:would|does|do|is|are|will|could) acme (?:qualify|eligible|entitled|ready) (?:for|to)\b/],
  [-6, /\bshould (?:i|we) (?:call|phone|ring|visit|e-?mail|write to|contact|meet|remind|chase)\b/],
  [
    -6,
    /\b(?:faut[- ]il|dois[- ]je|doit[- ]on|devons[- ]nous|devrais[- ]je) (?:appeler|telephoner|contacter|relancer|visiter|rappeler)\b/
  ],
  // At what time, where or with whom a thing is to be done, not whether.
  [
    -5,
    /^(?:and |so )?(?:when|where|at what time|(?:on )?(?:what|which) (?:day|date|time|hour)s?|(?:by|until) when|with whom|(?:in|through|at) which \w+) (?:should|shall) (?:we|i)\b/
  ],
  [5, /\b(?:should|shall|ought) (?:we|i|they|it|our)\b|\bshould (?:[\w'-]+ ){0,3}(?:be|get|have|receive)\b/],
  [
    5,
    /\b(?:faut[- ]il|devons[- ]nous|dev(?:r)?(?:ait|rions|ions)[- ](?:on|nous)|doit[- ]on|dois[- ]je|devrais[- ]je|on (?:devrait|doit)|nous (?:devrions|devons)|vaut[- ]il)\b/
  ],
  [
    4,
    /\b(?:(?:is|would) it (?:be )?(?:a )?(?:good|bad|wise|safe|smart|ok|okay|sensible|risky|worth|prudent|reasonable)|good idea|bad idea|(?:justified|advisable|warranted|acceptable|too (?:much|generous|early))\b|pros and cons|convient[- ]il|est[- ]ce (?:raisonnable|prudent|une bonne idee)|worth (?:it|giving|extending|raising|offering|granting|taking|accepting)|make sense to|makes sense to|(?:safe|ok|okay|wise|risky|too risky) to|bonne idee|est[- ]il (?:prudent|raisonnable|sage|risque|judicieux)|vaut la peine|judicieux)\b/
  ],
  [
    4,
    /\b(?:(?:do|would|can|could) you (?:recommend|advise|suggest|extend|raise|grant|approve|accept|hold|give(?! (?:me|us)\b)|let|allow|offer|agree|increase|lower|cut|stop)|your (?:advice|recommendation|opinion)|recommend(?:ation|ed|s)?|advi[cs]e|what would be best|right (?:move|call|thing)|what would you do|what do you think about (?:giving|extending|raising|granting|offering|accepting|holding)|que (?:conseilles?|recommandes?|ferais|feriez)|recommand\w+|conseil\w*|ton avis|votre avis)\b/
  ],
  [
    3.5,
    /\b(?:can|could|may|might|do) (?:we|i) (?:afford to |safely |still |really |want to |dare |need to )*(?:extend|raise|increase|grant|give|offer|accept|approve|hold|stop|ship|lift|take|trust|allow|let|put|keep|agree|cut|lower|reduce|go ahead|say yes)\b/
  ],
  [
    4,
    /\b(?:can|could|may|might) acme (?:get|have|receive|be (?:given|granted|offered|allowed)) .{0,30}\b(?:higher|larger|bigger|longer|better|discount|rebate|limit|terms|net)\b|\bacme peut-(?:il|elle) (?:avoir|obtenir)\b.{0,30}\b(?:plafond|limite|remise|delai)/
  ],
  [
    3.5,
    /\b(?:peut|pouvons|pourrait|pourrions)[- ](?:on|nous)\b.{0,20}\b(?:accorder|augmenter|prolonger|allonger|relever|offrir|accepter|bloquer|suspendre|livrer|etendre|faire confiance)\b/
  ],
  [
    3,
    /^(?:please )?(?:extend|raise|increase|grant|approve|accept|hold|stop|suspend|lift|give|offer|lower|reduce|cut|accorder|augmenter|prolonger|accepter|suspendre|bloquer)\b.{0,60}(?:terms|net|limit|discount|shipments?|deliver\w+|orders?|days|credit|conditions|delai|plafond|limite|remise|livraisons?|commandes?)\b/
  ],
  [
    2,
    /\b(?:(?:extend|raise|increase|grant|hold|stop|suspend|lift)(?:ing)?)\b.{0,40}\b(?:terms|limit|discount|shipments?|deliver\w+)\b.*\bor\b|\bor not\b|\bou pas\b|\bou non\b/
  ],
  [
    3.5,
    /\b(?:what do you think|your (?:take|view|thoughts?)|qu'en penses|que penses|(?:would|could|will) (?:extending|raising|granting|giving|offering|accepting|holding|stopping|lowering|cutting) .{0,60}(?:hurt|help|cost|work|pay off|be)\b)/
  ],
  [
    3,
    /(?:^|[:;,-] ?)(?:extend|raise|increase|grant|approve|accept|hold|stop|suspend|lift|give|offer|lower|reduce|cut|put|drop)\b[^?]{0,60}(?:terms|limit|discount|ship\w*|hold|credit|off|days|order)\b[^?]{0,20}\?/
  ],
  [4, /\b(?:think|say|believe) (?:that )?(?:we|i) (?:should|ought|can|could)\b|\bworth (?:the|a) (?:risk|try|effort)\b/]
])
