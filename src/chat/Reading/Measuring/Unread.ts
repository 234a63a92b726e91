/** What of a question no rule has read and may therefore not pass over in silence. */
import { wordsOf } from "../Words.ts"
import { isNumber } from "./Periods.ts"

const harmless = new Set(
  `approximately roughly operate operates operating headquartered anyone anybody someone somebody nobody contribute contributes contributed growing shrink shrinking shrank shrunk explain define meaning often frequently souvent frequemment typical typically percentage proportion fraction pourcentage going goes go comes tied up vient viennent ensemble secteur secteurs part progresse progresser progressent recule reculent gagne gagnent monte montent celui celle ceux celles avec a an and any all about above across actually again against ago all already also altogether amount amounts am are as ask at
  be because been before being below best better between both but by can change changed changes compare compared comparing
  comparison could count counted current currently customers customer clients client accounts account companies company
  data date dates did difference do does doing done down each either ever every everybody everyone far few figure figures
  find for from gave get gets getting give given go gone got grew grow growing grown win won developed develop developing had happen happened has have having hello
  help her here hey hi his history holdfast how i if in into is it its just kind know last lately latest least less let like list
  made make many maybe me mean means money month months more most much my need next no not now number numbers of off ok okay
  on one ones only or order orders our out over overall own paid pay paying pays per percent period place placed places placing please
  quarter question rather really recent recently roughly say see seen send sent share should show shown since single so some
  still sum table tell than thank thanks that the their them then there these they thing think this those time times to
  today together too total totals totalling type up us use used usually value very want was we week weeks well were what
  what's whats when where whether which while who whom whose why will with within without would year years yes yet you your
  trend trends tendance tendances top bottom largest biggest highest smallest lowest fewest worst slowest fastest later earlier sooner faster slower rise rose
  risen fall fell fallen drop dropped increase increased decrease decreased decline declined higher lower bigger smaller
  early late quickly slowly punctual punctually promptly issued created exactly altogether combined come came coming bring
  brings brought business place through during until till until versus vs same average mean median typical usual current right
  rank ranks ranked sort sorted record records rows row sales owed owes owing who's don't haven't hasn't didn't doesn't isn't aren't t s ve re ll d m
  de des du d la le les l un une et ou en au aux a ont avons avez ai as est sont etait etaient ete etre nous vous ils elles
  il elle on que qu qui quoi quel quelle quels quelles combien comment ce cet cette ces ci notre nos votre vos leur leurs
  mon ma mes se sa son ses dans sur par pour avec sans chez entre depuis avant apres plus moins tres trop peu tout tous toute
  toutes fait faire donne donne-moi montre montre-moi dis moi svp merci bonjour liste combien nombre montant total totaux
  chiffre chiffres somme valeur valeurs moyen moyenne clients client comptes compte commandes commande factures facture
  paiements paiement jour jours semaine mois trimestre annee an ans passe passes passee passees payee payees reglee reglees regle facture facturee facturees vendu vendus vendue vendues
  utilise utilisent utilisee utilisees recu recus recues recue gros
  grosse grands grand grande petits petit premiers dernier derniere derniers dernieres meilleurs meilleur pires pire tard
  tot vite rapidement lentement compare comparer comparez comparaison rapport contre evolue evolution augmente baisse diminue
  hausse y t n s c j m ne pas n' deja encore aussi alors reste doivent doit paye payent paient paie regle reglent retard
  lesquels lesquelles lequel laquelle euros euro dollars dollar usd eur acme emises emis emise emettre arrive actuellement
  aujourd hui eu eus eue eues genere generes realise realises faits connu connus eu avait place placees passees sommes suis es
  `.split(/\s+/)
)

/** In the order of the question; figures and single letters say nothing by themselves. */
export const unreadIn = (rest: string): ReadonlyArray<string> =>
  Array.from(
    new Set(
      wordsOf(rest.replace(howLarge, " ")).filter((word) =>
        word.length > 1 && !/^\d+$/.test(word) && !isNumber(word) && !harmless.has(word)
      )
    )
  )

/** "How high is our revenue?" asks how much it is. */
const howLarge = /\bhow (?:high|low|large|big|small|great|old)\b/

/** "By salesperson", "per product": a way to split that no column has, and a customer's own record hardly either. */
export const splitBy = (rest: string): string | undefined => unknownSplit.exec(rest.replace(/ {2,}/g, " "))?.[1]

const unknownSplit =
  /(?<!\p{L})(?:by|per|each|an?|for each|split by|broken down by|grouped by|par|chaque|pour chaque|selon|which|what|quel(?:le)?s?) (?:the |our |le |la )?(products?|items?|articles?|skus?|brands?|departments?|warehouses?|suppliers?|weekdays?|hours?|days?|weeks?|produits?|marques?|jours?|semaines?|heures?|methods?)(?!\p{L})/u
