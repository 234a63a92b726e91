/** Words that a question is made of, and words that many company names share: neither names anybody by itself. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ""))

/** What questions about a business are made of, in English and French, normalised. */
export const ordinary = set(`
a an the this that these those some any all both each every other another same such one ones two three four five
first second third last next former latter new old more most less least many much few several own only just also too
very so than then now today tomorrow yesterday currently recently lately soon ever never always often again still yet
here there where when why how what which who whom whose whether if because since until while although though but and
or nor not no yes ok okay please thanks thank hello hi hey dear as at by for from in into of off on onto out over per
to toward towards under up upon via with within without about above after against along among around before behind
below between beyond during except near through throughout versus vs compared across
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs myself itself
be am is are was were been being have has had having do does did doing done can could may might must shall should will
would need needs needed ought let lets get gets got getting go goes going went gone make makes made making take takes
took taken taking give gives gave given giving show shows showed shown showing tell tells told telling say says said
see sees saw seen seeing know knows knew known think thinks thought want wants wanted like likes liked look looks
looked looking find finds found finding ask asks asked asking explain explains explained describe describes described
list lists listed summarise summarize summary summaries overview compare compares compared comparing comparison
difference differences differ between analyse analyze analysis review reviews check checks checked help helps keep
keeps kept use uses used using happen happens happened happening change changes changed changing work works worked
extend extends extended extending extension increase increases increased raise raises raised raising lower lowers
reduce reduced reduces decrease decreased grant grants granted offer offers offered accept accepts accepted approve
approved approves reject rejected hold holds held holding stop stops stopped continue allow allowed consider expedite
happened become became rise rises rising fall falls falling fell grow grows growing grew grown decline declining
recommend recommends recommended advise suggest suggests propose decide decided deserve worth possible able
customer customers client clients account accounts company companies business businesses firm firms buyer buyers
vendor vendors supplier suppliers partner partners people person team teams user users
order orders ordered ordering purchase purchases purchased sale sales sell sold invoice invoices invoiced invoicing bill
bills billed billing payment payments pay pays paid paying payer unpaid overdue due late later early earlier delay
delays delayed outstanding open closed balance balances amount amounts total totals sum sums average mean median
number numbers count counts figure figures value values price prices pricing cost costs fee fees charge charges
revenue revenues turnover profit profits margin margins income cash money credit credits limit limits debt debts risk
risks risky term terms condition conditions discount discounts policy policies contract contracts agreement rule rules
status state states situation position health history historical record records recorded detail details data
information info note notes document documents email mail phone address contact contacts name names id ids
pattern patterns trend trends anomaly anomalies unusual behaviour behavior season seasonal seasonality frequency
frequent volume volumes rush urgent priority priorities normal standard shipment shipments shipping ship shipped ships
delivery deliveries deliver delivered return returns returned refund refunds product products item items stock goods
service services process question questions answer answers request requests issue issues problem problems reason
reasons activity active inactive performance report reports reporting dashboard portfolio exposure utilization
utilisation ageing aging dso days day week weeks month months monthly quarter quarters quarterly year years yearly
annual annually daily weekly date dates time times period periods january february march april june july august
september october november december jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday
friday saturday sunday usd eur gbp dollar dollars euro euros percent percentage rate rates ratio score scores level
levels top best worst big bigger biggest large larger largest small smaller smallest high higher highest low lowest
good better bad worse great right wrong long longer short shorter fast faster slow slower full half main important
different similar recent current previous prior past future upcoming potential likely unlikely thing things kind type
types way ways part parts case cases example place end start begin beginning around well back down away even
actually really exactly roughly approximately mostly mainly usually probably maybe perhaps please anything something
nothing everything anyone someone nobody everyone whatever etc weather joke poem story capital world life meaning
come comes came coming received receive collected collect remember remind forget mention mentioned talk talked talking discuss discussed call called meet meeting said told
decision decisions option options advice recommendation recommendations opinion plan plans strategy strategic action
actions step steps dunning onboarding escalation retention approval approvals manager managers management finance
financial accounting sales marketing support legal
le la les l un une des du de d au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs
je tu il elle on nous vous ils elles me te se lui y en qui que quoi dont ou quel quelle quels quelles comment pourquoi
quand combien est sont etait etaient ete etre suis es sommes etes ai as a avons avez ont avait avaient avoir fait faire
peut peuvent pouvons pouvez doit doivent devons devez devrions devrait faut va vont aller plus moins tres trop peu bien
mal aussi encore deja toujours jamais pas ne ni et mais donc or car si non oui pour par avec sans sous sur dans entre
vers chez depuis pendant avant apres contre selon quel client clients cliente clientes compte comptes societe
entreprise entreprises commande commandes facture factures paiement paiements payer paye payee retard retards impaye
impayes impayee impayees montant montants solde soldes delai delais jour jours semaine semaines mois annee annees
statut etat situation historique chiffre affaires revenu revenus limite encours remise remises politique conditions
tendance tendances urgent urgente urgentes livraison livraisons montre montrez donne donnez dis dites explique
compare comparez merci bonjour salut svp aujourd hui hier demain dernier derniere derniers dernieres premier premiere
deuxieme troisieme meme autre autres tout tous toute toutes quelque quelques chaque accorder prolonger augmenter
accepter bloquer question reponse
`)

/** Words that many companies have in their names: they support a match, and never make one. */
export const generic = set(`
industries industry industrial international global worldwide national american european asian north south east west
northern southern eastern western central general united universal first premier prime advanced modern digital smart
group groupe holding holdings enterprise enterprises partner partners associates brothers sons trading traders trade
traders trader imports exports systems system solutions solution services service technologies technology tech labs lab
logistics transport freight shipping supply supplies supplier wholesale retail stores store shop market markets
manufacturing manufacturers works factory products product materials equipment tools machinery motors automotive
electric electronics energy power oil gas water chemical chemicals pharma pharmaceuticals medical health healthcare
foods food farms farm beverages bakery kitchen restaurant hotel hotels travel media design studio studios print
printing press publishing software networks network communications telecom wireless data cloud security insurance
capital finance financial bank consulting consultants construction builders building homes properties estate realty
textiles apparel fashion furniture paper packaging plastics steel metal metals mining timber lumber and of the de la
`)
