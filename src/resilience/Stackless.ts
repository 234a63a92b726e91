/** Errors of the fast rejection path: a stack costs ten times the rejection and says only that we rejected. */
export const stackless = <A>(make: () => A): A => {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  const error = make()
  Error.stackTraceLimit = limit
  return error
}
