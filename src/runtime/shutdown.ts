/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once, as the system does by default. */
export function untilStopped(): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      process.off('SIGTERM', stop)
      process.off('SIGINT', stop)
      resolve()
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
  })
}
