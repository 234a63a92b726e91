/** Talks: greets, thanks, tells what to remember, asks what was said. */
import { action, pastime } from "../Talk.ts"
import { rulesOf } from "./Rule.ts"

export const talking = rulesOf("conversation", [
  [8, /^(?:(?:please|ok|no|stp)[, ]+)*(?:forget|oublie[zs]?)\b/],
  [9, pastime],
  [9, action],
  [6, /^(?:neither|none|none of (?:them|these|those)|no one|aucune?|ni l'un ni l'autre)[\s.!]*$/],
  [
    5,
    /^(?:[^?]{0,30}[,.!]\s*)?(?:thanks?|thank you|thx|cheers|merci)(?: (?:a lot|so much|again|beaucoup|bien))?[\s!.]*$|\b(?:never mind|nevermind|forget it|my mistake|laisse tomber|tant pis|who (?:made|built|created|wrote) you|qui t'a (?:cree|fait))\b|\b(?:m'aider|help me)[\s?!.]*$|^(?:sorry|pardon|desole)\b/
  ],
  [
    6,
    /^(?:hi|hello|hey|hiya|yo|howdy|good (?:morning|afternoon|evening|day)|greetings|bonjour|bonsoir|salut|coucou|hallo)(?: (?:there|again|all|team|everyone|holdfast|a tous|tout le monde))?[\s!.,?:)]*(?:how are (?:you|things)(?: (?:doing|today))*|how's it going|what's up|ca va|comment (?:ca va|vas[- ]tu|allez[- ]vous))?[\s!.,?:)]*$/
  ],
  [
    6,
    /^(?:(?:ok|okay|great|perfect|cool|super|alright|fine|nice|no),? ?)*(?:thanks?|thank you|thx|ty|cheers|much appreciated|merci|bye|goodbye|see you|ciao|au revoir|bonne journee|a bientot|a plus|good night|bonne nuit)\b.{0,30}$/
  ],
  [
    5,
    /^(?:ok|okay|great|perfect|cool|nice|got it|i see|understood|alright|sounds good|super|parfait|d'accord|compris|entendu|c'est note|good|well done|good job|lol|haha|yes|no|yep|nope|sure|oui|non|bravo)[\s!.,]*(?:(?:ok|great|perfect|thanks|job|then|super)[\s!.,]*)?$/
  ],
  [
    7,
    /^(?:please |can you |could you |also |and |hey,? )*(?:remember|note|keep in mind|bear in mind|make a note|take a note|don't forget|do not forget|for the record|fyi|remind yourself|save this|(?:peux[- ]tu |pouvez[- ]vous )?(?:retiens|retenez|retenir|souviens[- ]toi|rappelle[- ]toi|n'oublie pas|note|notez|noter|prends note|garde en (?:tete|memoire)|memorise))\b(?! ?(?:what|when|who|how|s\b))/
  ],
  [
    7,
    /\b(?:what (?:did|have) i (?:just |ever |already )?(?:tell|told|say|said|ask|asked|mention|mentioned)|(?:did|have) i (?:ever )?(?:tell|told|mention|mentioned|say|said)|what do you (?:remember|recall)|do you (?:remember|recall)|what (?:was|were|did|have) (?:i|we) (?:just |last |previously )?(?:saying|talking|discussing|talk|talked|discuss|discussed|say|said)|as i (?:told|said)|what (?:notes?|memories) do you|my (?:notes?|to[- ]?dos?|tasks)\b|you remember about|know about me|remind me what i|(?:qu'est[- ]ce que|que|ce que) (?:je )?(?:t'|vous )?(?:ai|avais)[- ]?(?:je )?(?:t'|vous )?(?:ai )?(?:deja )?(?:dit|raconte|demande)|que t'ai[- ]je|que vous ai[- ]je|je t'ai dit|je vous ai dit|te (?:souviens|rappelles)(?:[- ]tu)?|vous (?:souvenez|rappelez)(?:[- ]vous)?|mes notes?)\b/
  ],
  [
    6,
    /\b(?:who are you|what are you|are you (?:a |an )?(?:bot|human|robot|ai|real|there)|what can you (?:do|help)|how (?:can|do) you (?:help|work)|help me$|what (?:can|should) i ask|your name|how are you|qui es[- ]tu|qui etes[- ]vous|que (?:sais|peux)[- ]tu|que (?:savez|pouvez)[- ]vous|qu'est[- ]ce que tu (?:sais|peux)|comment (?:vas[- ]tu|allez[- ]vous)|ca va \?|aide[- ]moi$|es[- ]tu un)\b|^(?:help|aide|\/help|ca va)[\s!?.]*$/
  ]
])
