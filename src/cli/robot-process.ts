import { type ChildProcess, type Serializable, spawn } from 'node:child_process'
import { once } from 'node:events'
import { environmentWith } from '../config.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

/**
 * The real robot as a process of its own, configured to a sandbox over the real wire. `ended` resolves when it ends without
 * having been told to.
 */
export function createSandboxRobot({
  sandbox: comes,
  environment,
  command,
  settings,
  usual,
  stdio,
  onStart = () => undefined,
}: {
  /** It may still be on its way: the robot takes longer to load, and begins meanwhile. */
  sandbox: Promise<Pick<Sandbox, 'connected' | 'connections' | 'listen'>>
  environment: Readonly<Record<string, string>>
  command: 'serve' | 'sandbox-robot'
  /** Settings that replace what this process has, and settings that fill in what it has not. */
  settings: () => Readonly<Record<string, string>>
  usual: Readonly<Record<string, string>>
  stdio: 'inherit' | ('ignore' | 'pipe' | 'inherit' | 'ipc')[]
  onStart?: (child: ChildProcess) => void
}) {
  let child: ChildProcess | undefined
  let over = false
  let restarting = Promise.resolve()
  let gone: (why: 'ended') => void = () => undefined
  const ended = new Promise<'ended'>(resolve => {
    gone = resolve
  })

  /** Resolves when it is connected, or has ended. */
  async function start(): Promise<void> {
    if (over) return
    const started = spawn(
      process.execPath,
      [...process.execArgv, ...process.argv.slice(1, 2), command],
      {
        env: environmentWith(
          { ...environment, ...settings(), HOST: '127.0.0.1', PORT: '0' },
          usual,
        ),
        stdio,
      },
    )
    child = started
    const exit = new Promise<void>(resolve => {
      started.once('exit', () => {
        resolve()
        if (child === started) gone('ended')
      })
    })
    onStart(started)
    await Promise.race([comes.then(sandbox => sandbox.connected()), exit])
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = child
    child = undefined
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const exit = once(ending, 'exit')
    ending.kill(signal)
    await exit
  }

  async function restartOnce(): Promise<void> {
    await end('SIGKILL')
    const sandbox = await comes
    await until(sandbox, () => sandbox.connections() === 0)
    await start()
  }

  return {
    start,
    ended,
    stop(): Promise<void> {
      over = true
      return end('SIGTERM')
    },
    /** As a power cut would, and then again on the same database; one after another where it is asked for twice. */
    restart(): Promise<void> {
      restarting = restarting.then(restartOnce)
      return restarting
    },
    /** Only where `stdio` has an ipc channel. */
    send: (message: Serializable) => child?.send(message),
  }
}

/** Resolves once the sandbox has noticed. */
const until = (sandbox: Pick<Sandbox, 'listen'>, holds: () => boolean) =>
  new Promise<void>(resolve => {
    const look = () => {
      if (!holds()) return
      stop()
      resolve()
    }
    const stop = sandbox.listen(look)
    look()
  })
