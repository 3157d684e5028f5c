/** Resolves when any of the signals aborts, at once where one has. */
export function aborted(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals])
  if (any.aborted) return Promise.resolve()
  return new Promise(resolve => {
    any.addEventListener('abort', () => resolve(), { once: true })
  })
}
