/** Questions for the documents themselves: "Which documents mention rush orders?" */

/** What they have to be about; undefined where it is not documents that are asked for. */
export const listingOf = (question: string): string | undefined => asked.exec(question.trim())?.[1]

const documents =
  "(?:in )?(?:which|what) (?:of (?:our|the) )?(?:documents?|polic(?:y|ies)|files?|texts?|contracts?)|(?:dans )?quel(?:le)?s? (?:documents?|politiques?|textes?|contrats?|fichiers?)"
const mention =
  "mentions?|says?|talks? about|speaks? of|covers?|deals? with|refers? to|contains?|(?:is|are) about|parlent|parle|mentionnent|mentionne|évoquent|évoque|traitent|traite|contiennent|contient|concernent|concerne"

const asked = new RegExp(
  `^(?:${documents})(?: \\S+)?(?: do)? (?:${mention}) (?:something |anything )?(?:about |on |of |de |des |du |d['’]|sur )?(.+?)[\\s?.!]*$`,
  "iu"
)
