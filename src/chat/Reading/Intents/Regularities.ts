/** Asks for regularities, and what is out of the ordinary. */
import { rulesOf } from "./Rule.ts"

export const regularities = rulesOf("pattern_analysis", [
  [
    4.5,
    /\b(?:patterns?|trends?|trending|anomal(?:y|ies|ous)|outliers?|seasonal\w*|seasonality|regularit(?:y|ies)|tendances?|anomalies?|saisonn\w+|saisonnalite|schemas? recurrents?|motifs? recurrents?)\b/
  ],
  [
    3.5,
    /\b(?:unusual\w*|odd|strange|weird|suspicious|abnormal|fraud\w*|out of the ordinary|irregular\w*|stands? out|standing out|(?:you|we) notice(?:d)?|notice any\w*|noticeable|red flags?|warning signs?|something (?:off|wrong|up)|anything (?:off|wrong|fishy|new in)|(?:looks?|seems?) (?:off|wrong|different)|over time|over the (?:years|months)|signes? d'alerte|changes? in (?:\w+ ){0,3}behaviou?r|behaviou?r\w* (?:chang\w+|shift\w*|evol\w+)|chang(?:ed|ing) (?:their|its|the way|how)|habits?|inhabituel\w*|bizarre|etrange|anormal\w*|remarquable|sort de l'ordinaire|habitudes?|evolution|evolue\w*|change(?:ment)?s? de comportement)\b/
  ],
  [
    3,
    /\b(?:(?:getting|become|becoming|grown|growing|got) (?:\w+ ){0,2}(?:worse|better|later|slower|faster|bigger|smaller|more|less|larger)|(?:is|are|has|have|did|do|does) (?:[\w'-]+ ){1,4}(?:slow(?:ed)? down|slowed|speed(?:ed)? up|sped up|drop(?:ped)?|increased?|decreased?|declined?|fallen|fall|risen|rise|grown|grow|shrunk|shrink|improved?|worsened?|shifted|changed|picked up|gone (?:up|down)|go (?:up|down)|growing|shrinking|declining|increasing|decreasing|slowing|dropping|rising|slipping|worsening|improving)|more (?:often|and more|frequent\w*)|(?:later|slower|worse|better) (?:and (?:later|slower|worse|better)|than (?:before|they used|it used|usual|last year))|used to|lately|(?:more|less|most|busiest|peak)\b(?! than [$€£]?\d).{0,15}\b(?:in|during|around|before) (?:the )?(?:winter|summer|spring|autumn|fall|holidays?|christmas|year[- ]end|january|february|march|april|may|june|july|august|september|october|november|december)|busiest|de plus en plus|de moins en moins|augmente(?:nt)?|diminue(?:nt)?|baisse(?:nt)?|s'(?:aggrave|ameliore|degrade)\w*|any change|qu'est-ce qui (?:a |ont )?change\w*|ce qui a change|what(?:'s| has| is)? chang(?:ed|ing))\b/
  ],
  [
    3,
    /\b(?:going (?:up|down)|(?:becoming|getting|turning into) (?:a |an )?\w+|spikes?|dips?|peaks?|swings?|fluctuat\w*|jumps? in|drops? in|surge|(?:any|what|the|recent) changes? in|(?:behaviou?r|pattern|way \w+ (?:pays?|orders?)) .{0,10}chang\w*|se (?:degrade\w*|deteriore\w*|ameliore\w*)|evoluent|hausse|pics?)(?=\W|$)/
  ],
  [
    3.5,
    /\bwhen (?:did|has|have) .{1,40}\b(?:start|started|begin|begun|stop|stopped) (?:to )?(?:pay|order|buy)\w*|\b(?:(?:started|begun|stopped|tend(?:s|ed|ing)?) (?:to )?(?:pay|order|buy)\w*|(?:watch|look) (?:out )?(?:for )?in\b.{0,30}\bbehaviou?r)\b/
  ],
  [3.5, /\b(?:plus|moins) (?:\w+ )?qu'(?:avant|auparavant|d'habitude|autrefois)\b/],
  [5, /\bbehav\w+ (?:\w+ )?(?:strange|odd|differ|unusual|suspicious|weird)\w*|\b(?:strange|odd|weird|suspicious)ly\b/]
])
