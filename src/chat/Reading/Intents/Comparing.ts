/** Asks for two side by side. */
import { rulesOf } from "./Rule.ts"

export const comparing = rulesOf("comparison", [
  [
    4.5,
    /\b(?:compar(?:e|es|ed|ing|ison)\b(?! (?:to|with) (?:the )?(?:last|before|previous))|vs\.?|versus|difference between|differ from|side by side|next to each other|against each other|head to head|stack up|l'un a cote de l'autre|cote a cote|compar(?:er|ez|ons|aison|es)|face a|difference entre|par rapport a(?! (?:l'an|l'annee|avant)))(?=\W|$)/
  ],
  [
    4,
    /\b(?:which (?:one )?of (?:the two|them|these|those)|\bor\b.{0,40}[:,;-] ?(?:who|which|whose|what)\b|\bou\b.{0,40}[:,;-] ?(?:qui|lequel|laquelle)\b|(?:who|which|whose|which customer)\b.{0,30}\b(?:\w+er|more|most|worse|worst|least|best)\b.{0,60}\bor\b|between\b.{0,50}\band\b.{0,40}\b(?:who|which|more|better|worse)\b|(?:who|which|more|better|worse|choose)\b.{0,40}\bbetween\b.{0,40}\band\b|entre\b.{0,50}\bet\b.{0,40}\b(?:qui|lequel|laquelle|plus|moins|mieux)\b|(?:qui|lequel|laquelle|plus|moins|mieux|choisir)\b.{0,40}\bentre\b.{0,40}\bet\b|(?:who|which)\b.{0,40}\b(?:more|better|worse|less|bigger|larger|higher|lower|later|sooner|faster|slower|riskier|safer|longer)\b.{0,60}\bor\b|(?:lequel|laquelle|qui)\b.{0,40}\b(?:plus|moins|mieux|meilleur\w*|pire)\b.{0,60}\bou\b|lequel des deux|laquelle des deux)\b/
  ],
  [
    3.5,
    /\b(?:than (?!before|usual|last|the|they|it|expected|we|\d)\w+|(?:is|are) \w+ (?:\w+er|better|worse) than|(?:is|are|does|do|has|have) \w+.{0,25}\b(?:more|less|fewer|better|worse|later|slower|faster|bigger|smaller) .{0,40}\bthan (?!before|usual|last|they|it|[$€£]?\d)|(?:plus|moins|mieux|meilleure?) (?:\w+ ){0,4}que (?!prevu|avant))/
  ],
  [
    3.5,
    /\b(?:differences? between|rank\w*|\band\b.{0,30}[,:;-] ?(?:who|which|whose)\b|\bet\b.{0,30}[,:;-] ?(?:qui|lequel|laquelle)\b|(?:paying|pays?|orders?|ordering|owes?) (?:\w+ )?(?:faster|later|slower|more|less|better|earlier) than (?!before|usual|last|in|they|it|[$€£]?\d)|classe(?:r|z|ment)?)(?=\W|$)/
  ]
])
