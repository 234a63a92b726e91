/** Which chunk, and how near to a question. */

export interface Key {
  readonly document_id: string
  readonly position: number
}

export interface Near extends Key {
  readonly cosine: number
}

export const keyOf = ({ document_id, position }: Key): string => `${position}#${document_id}`
