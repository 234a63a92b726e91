/** Questions about the conversation itself, which what was asked and answered in it answers, or all that was told. */
import { Schema } from "effect"
import { timesIn } from "./Measuring/Periods.ts"
import { plain } from "./Words.ts"

/** What it was about; the question before; the answer before, once more; what that rests on. */
export type Earlier = "recap" | "asked" | "repeat" | "sources"

/** An exchange that such a question is answered from; the answer is without markers, which were those of its own evidence. */
export const Turn = Schema.Struct({
  /** Among those of the conversation. */
  place: Schema.Int,
  query: Schema.String,
  answer: Schema.String,
  sources: Schema.Array(Schema.String)
})
export type Turn = typeof Turn.Type

export const earlierOf = (question: string): Earlier | undefined => {
  const text = asking(question)
  return kinds.find(([, pattern]) => pattern.test(text))?.[0]
}

/** "What do you remember about me?": all notes, for it names nothing that they would be about, or those of some time. */
export const asksAllNotes = (question: string): boolean =>
  allNotes.test(timesIn(asking(question), 0).rest.replace(/ ?@\s*$/, ""))

/** The time that they are asked of, in epoch milliseconds; undefined where they are of any. */
export const timeOfNotes = (
  question: string,
  now: number
): { readonly from: number; readonly to: number } | undefined => {
  const period = timesIn(asking(question), now).found[0]?.period
  return period === undefined ? undefined : { from: period.from ?? 0, to: period.to }
}

const asking = (question: string): string => plain(question).replace(courtesy, "").trim()

const courtesy =
  /^(?:(?:please|so|ok|okay|and|now|hey|sorry|wait|can you|could you|would you|stp|s'il te plait|s'il vous plait|alors|peux-tu|pouvez-vous|tu peux|vous pouvez)[, ]+)+|(?:[, ]+(?:please|again|stp|s'il te plait|s'il vous plait))*[\s?!.]*$/g

const end = "(?: (?:so far|today|until now|up to now|before|earlier|just now|here|about|jusqu'ici|avant|aujourd'hui))*$"
const talk = "(?:conversation|chat|discussion|dialogue|session|echange)"
const kinds: ReadonlyArray<readonly [Earlier, RegExp]> = [
  [
    "sources",
    /^(?:(?:where|from where) (?:did|do) you (?:get|have|know|take|find) (?:that|this|it|these (?:figures|numbers))(?: from)?|how do you know(?: (?:that|this|it))?|(?:what|which) (?:is|are|was|were) (?:your|the) (?:sources?|evidence)(?: (?:of|for) (?:that|this|it|your (?:last )?answer))?|what (?:is|was) (?:that|this|it|your (?:last )?answer) based on|(?:cite|name|show|give)(?: me)? your sources?|sources|(?:but )?why(?: (?:is that|that|so|not))?|(?:mais )?pourquoi(?: (?:ca|cela|pas))?|(?:explain|justify) your (?:last )?answer|where does (?:that|this|it) come from|d'ou (?:tiens-tu|tenez-vous|vient|viennent|sors-tu) (?:ca|cela|ceci|ce chiffre|ces chiffres|cette (?:information|reponse))|quelles? (?:est|sont) (?:ta|tes|votre|vos|la|les) sources?(?: de cela)?|comment (?:le sais-tu|le savez-vous)|explique[zr]? (?:ta|votre) (?:derniere )?reponse)$/
  ],
  [
    "repeat",
    new RegExp(
      `^(?:repeat|say (?:it|that)|(?:give|show) me(?= your )|repete|repetez|redis|redites)(?:[- ](?:it|that|me|moi|le|la|ca|cela))*(?: (?:your|the|ta|votre|la) (?:last|previous|derniere|precedente)? ?(?:answer|reply|response|reponse)(?: precedente)?)?(?: once more)?$|^what (?:was|is) your (?:last|previous) (?:answer|reply|response)$|^what did you (?:just |last )?(?:say|answer|reply|tell me)${end}|^(?:qu'as-tu|qu'avez-vous) (?:dit|repondu)${end}|^quelle (?:etait|est) (?:ta|votre) (?:derniere )?reponse(?: precedente)?$`
    )
  ],
  [
    "asked",
    new RegExp(
      `^(?:repeat |what (?:was|is) |show me )(?:my|the) (?:last|previous|earlier) question$|^what did i (?:just |last )?ask(?: you)?${end}|^quelle (?:etait|est) ma (?:derniere )?question(?: precedente)?$|^(?:qu'ai-je|qu'est-ce que j'ai|qu'est-ce que je t'ai|que t'ai-je|que vous ai-je) demande${end}`
    )
  ],
  [
    "recap",
    new RegExp(
      `^(?:summari[sz]e|sum up|recap|summary of|a (?:summary|recap) of|resume|resumez|un resume de) (?:our|this|the|my|notre|cette|la|le|l') ?${talk}${end}|^(?:recap|summarise what we (?:said|discussed))$|^what (?:have|did) we (?:just |already )?(?:talk(?:ed)?|spoken|speak|discuss(?:ed)?|chat(?:ted)?|cover(?:ed)?|look(?:ed)? at)${end}|^what (?:were|was) we (?:just )?(?:talking|speaking|discussing|chatting)${end}|^what (?:have i|did i) (?:already )?ask(?:ed)?(?: you)?(?: (?:so far|until now|today))$|^(?:what|which) (?:were|are) my (?:last |previous |earlier )?questions${end}|^(?:which|what) (?:customers?|companies|clients|topics|subjects|questions) (?:have|did) we (?:talk(?:ed)? about|discuss(?:ed)?|cover(?:ed)?|look(?:ed)? at)${end}|^de quoi (?:avons-nous|a-t-on|on a) (?:parle|discute)${end}|^(?:de quels?|quels?) (?:clients?|sujets?) avons-nous (?:parle|discute)${end}|^quelles (?:etaient|sont) mes (?:dernieres )?questions${end}`
    )
  ]
]

const allNotes =
  /^(?:what (?:all )?do you (?:(?:remember|recall)(?: (?:about|of|from) (?:me|us))?|know (?:about|of) (?:me|us))|do you (?:remember|know) (?:me|anything(?: about me)?)|(?:what|everything|all) (?:that )?(?:have i|did i|i have|i|i've) (?:already |ever )?(?:told|tell)(?: you)?(?: (?:so far|until now|to remember|before|already))*|(?:list|show|show me|what are|read me|give me)(?: me)?(?: all)?(?: of)? my (?:open )?(?:notes|memories|to[- ]?dos?(?: list)?|tasks)|what (?:notes|memories) do you (?:have|keep)(?: (?:of|from|about|on) (?:me|us))?|que sais-tu (?:de|sur) moi|que savez-vous (?:de|sur) moi|de quoi (?:te souviens-tu|vous souvenez-vous)|(?:que t'ai-je|que vous ai-je|qu'est-ce que je t'ai|qu'est-ce que je vous ai) (?:deja )?dit(?: jusqu'ici)?|(?:montre|montrez|liste|listez|quelles sont)(?:-moi)?(?: toutes)? mes notes)$/
