/** Words that ask rather than name what is asked for: general verbs, measures of time and size, pronouns, prepositions. */
import { stem } from "../../llm/Embeddings/Words.ts"

/** Of a plain word: whether a text may well answer the question without it. */
export const isLight = (word: string): boolean => french.has(word) || english.has(stem(word))

const list = (words: string) => words.trim().split(/\s+/)

const english: ReadonlySet<string> = new Set(
  list(`
be get give take make let put go come happen need want like use apply send handle deal work look know tell ask mean think
find see show start begin end finish become require provide offer set count pass receive bring run try help include
involve cover exist concern depend decide mention state write say carry belong leave turn move stay wait reach grow lie
hand stand lead play serve follow meet add contain consist refer relate call answer explain define entitle eligible qualify obtain
time way thing part kind type sort case name person people somebody someone anybody anyone everybody everyone nobody
something anything one two three reason example instance place point level term area role fact group member
year month week hour minute day date period moment number size
after before during until till since over under above below up down out off again back along around across against
between among upon per into onto through within without because while although though despite once now today already yet even too quite rather
really actually also only just always never ever usually normally generally automatically typically often sometimes
maybe exactly approximately otherwise instead toward about
own each every another other else same such both either more less most least enough very first second next several
few little many much half whole full
long old great main major certain different possible able good well bad sure important
common usual general special soon quick fast slow
must may might ought
`).map(stem)
)

const french: ReadonlySet<string> = new Set(list(`
voir vois voit voyez voient fait faire fais faisons faites font fera arrive arriver arrivent passe passer passent va vont aller donne donner donnons
donnent prend prendre prennent prenons met mettre mettent doit doivent devons devoir peut peuvent pouvons pouvoir faut devrait devraient devrions mis mise mises
avoir avons avez ont avait etre etes sommes est sera besoin veut veulent vouloir demande demander utilise utiliser
utilisons envoyer envoie envoient envoyons part partir partent commence commencer attendre attend dure durer reste rester existe trouve trouver obtient
obtenir recoit recevoir recevons offre offrir offrons donc alors ainsi
temps fois chose choses type types sorte cas exemple partie nom personne personnes quelqu quelque quelques chacun
jour jours mois an ans annee annees semaine semaines heure heures date periode nombre taille
apres avant pendant depuis jusqu jusque entre sous sans contre vers chez lors lorsque lorsqu ensuite encore deja
toujours jamais souvent normalement aussi seulement maintenant tout toute tous toutes autre autres meme memes chaque
plusieurs peu beaucoup tres trop assez moins premier premiere deuxieme dernier derniere prochain prochaine
grand grande gros grosse petit petite long longue court courte haut bas bon bonne mauvais vite tot tard mieux
une deux trois comment combien quand pourquoi quoi dont cela ceci ca lui elles ils sa son ses
`))
