/** Asks what a text says: how things are done for anybody. */
import { rulesOf } from "./Rule.ts"

export const texts = rulesOf("document_question", [
  [3.5, /^(?:(?:what|which) (?:\w+ )?)?(?:interest|fees?|penalt(?:y|ies)|charges?|discounts?) (?:on|for|in case of)\b/],
  [
    4,
    /\b(?:polic(?:y|ies)|procedures?|handbook|manual|guidelines?|guide|documents?|documentation|contracts?|agreement|t&cs?|terms and conditions|terms of (?:sale|service|trade)|according to|sla|playbook|faq|wiki|politiques?|manuel|reglement interieur|contrats?|conditions generales|cgv|que dit|que disent|selon (?:le|la|notre|nos))(?=\W|$)/
  ],
  [
    3.5,
    /\b(?:(?:what are|what's|what is) (?:the|our) (?:rules?|process|steps|requirements?|criteria|conditions|standard)|rules? (?:for|on|about)|process (?:for|of|to)|how do (?:we|i|you|customers|people) (?!know|compare)|who (?:approves?|signs?|decides?|may|can|must|has to|needs to)|(?:are|is) (?:we|customers|it|anyone) (?:allowed|permitted)|allowed|permitted|warrant(?:y|ies)|returns?(?! on)|refunds?|escalat\w+|surcharges?|late fees?|dunning|reminders?|approv(?:al|als)|garanties?|retours?|remboursements?|quelles? (?:est|sont) (?:les? |la |nos |notre )?(?:regles?|procedures?|processus|etapes)|regles?|comment (?:fait[- ]on|faire|procede\w*)|qui (?:approuve|valide|signe|decide|peut))\b/
  ],
  [
    3.5,
    /\b(?:in (?:the )?case of|in the event of|en cas d|what if|what happens (?:if|when|after|to)|under what|(?:at|from) what (?:point|stage|age|amount)|after how (?:many days|many reminders|long) (?:do|does|is|are|will|must|can|may)|in which cases?|(?:is|are) (?:responsible|in charge|entitled|eligible|covered|liable)|responsible for|in charge of|responsable\w*|(?<!\borders? (?:(?:of|from|by) acme )?(?:(?:were|was|are|is|have been|has been|got|that|which|we|they|did|have) ){0,2})cancel(?:s|led|lation|lations|ling)?|(?<!\bcommandes? (?:(?:ont ete|sont|a ete|est|etaient) )?)annul\w+|notice (?:period|do|is|must)|how much notice|lead times?|minimum (?:order|quantity|amount)|price ?list|opening hours|bank details|insurance|complaints?|disputes?|litiges?|reclamations?|onboard\w*|open an account|template|checklist|certificat\w*|standards?|assurance|preavis|tarifs?)/
  ],
  [
    3.5,
    /\b(?:counts? as|defin(?:e|ed|es|ition)|what is (?:a|an)|what does .{0,30} mean|calculated|que signifie|qu'entend[- ]on|calcule\w*)\b/
  ]
])
