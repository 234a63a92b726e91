/** English forms that no rule of endings brings together. */

/** The word that a form is of, or the form itself. */
export const baseOf = (word: string): string => bases.get(word) ?? word

/** All that have another form as their base. */
export const forms = (): Iterable<string> => bases.keys()

const families = `become became|begin began begun|bite bit bitten|blow blew blown|break broke broken|bring brought
build built|buy bought|catch caught|choose chose chosen|come came|deal dealt|dig dug|draw drew drawn
drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found|flee fled
fly flew flown|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given
go went gone|grow grew grown|hang hung|hear heard|hide hid hidden|hold held|keep kept|know knew known|lay laid|lead led
leave left|lend lent|lose lost|make made|mean meant|meet met|pay paid|ride rode ridden|ring rang rung|rise rose risen
run ran|say said|see saw seen|seek sought|sell sold|send sent|shake shook shaken|shine shone|shoot shot|sing sang sung
sink sank sunk|sit sat|sleep slept|slide slid|speak spoke spoken|spend spent|stand stood|steal stole stolen|stick stuck
strike struck|swear swore sworn|sweep swept|swim swam swum|swing swung|take took taken|teach taught|tear tore torn
tell told|think thought|throw threw thrown|understand understood|wake woke woken|wear wore worn|win won
withdraw withdrew withdrawn|write wrote written|child children|person people|man men|woman women|wife wives
life lives|foot feet|tooth teeth|mouse mice|good better best|bad worse worst|favourite favorite`

const bases = new Map(
  families.split(/[|\n]/).flatMap((family) => {
    const [base = "", ...forms] = family.split(" ")
    return forms.map((form) => [form, base] as const)
  })
)
