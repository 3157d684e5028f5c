import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse, print, transform } from '@swc/core'

const root = new URL('../../', import.meta.url).href
const recorder = new URL('./recorder.ts', import.meta.url).href
const script = { syntax: 'ecmascript', target: 'es2023' }

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
  'GetterProperty',
  'SetterProperty',
])

/** Whoever is walked through; the sandbox is DingTalk, and the tests are whoever watches. */
const isOurs = file => /^(src|commands)\//u.test(file) && !file.startsWith('src/sandbox')

/** Node's own hook, by which a module is loaded: TypeScript is compiled, and what is ours tells the recorder where it is. */
export async function load(url, context, next) {
  if (!url.startsWith(root) || !url.endsWith('.ts')) return next(url, context)
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
    swcrc: false,
    configFile: false,
  })
  const file = url.slice(root.length)
  const source = isOurs(file) ? await telling(code, file) : code
  return { format: 'module', source, shortCircuit: true }
}

/** The same, with every function telling when it is entered and left, and when it goes on after it has waited. */
async function telling(code, file) {
  const tree = await parse(code, script)
  const { body, expression, wait } = await wrappers(file)
  let count = 0

  /** `inside` a function of ours: a module that waits while it is loaded is nobody's step. */
  function walk(node, inside) {
    if (Array.isArray(node)) return node.map(one => walk(one, inside))
    if (typeof node !== 'object' || node === null) return node
    const holder = node.function ?? node
    const opens = functions.has(node.type) && Boolean(holder.body)
    for (const [key, value] of Object.entries(node))
      if (key !== 'span') node[key] = typed(value) ? walk(value, inside || opens) : value
    if (node.type === 'AwaitExpression' && inside) return wait(node)
    if (!opens) return node
    count += 1
    const name = `${node.identifier?.value ?? node.key?.value ?? 'function'} ${count}`
    const wrap = Array.isArray(holder.body.stmts) ? body : expression
    holder.body = wrap(holder.body, name)
    return node
  }
  const told = await print(walk(tree, false), {})
  return `import { recorder as __recorder } from ${JSON.stringify(recorder)};\n${told.code}`
}

const typed = value => typeof value === 'object' && value !== null

/** Pieces of syntax trees, read from what they mean. */
async function wrappers(file) {
  const template = async text => {
    const { body } = await parse(`async () => { ${text} }`, script)
    const json = JSON.stringify(body[0].expression.body)
    return (fill = '') => JSON.parse(json.replaceAll('NAME', fill.replaceAll(/["\\]/gu, '')))
  }
  const enter = `const __here = __recorder.enter(${JSON.stringify(file)}, 'NAME');`
  const whole = await template(`${enter} try { return 0 } finally { __recorder.leave(__here) }`)
  const waiting = await template('__recorder.goOn(__here, await __recorder.pause(__here, 0))')
  return {
    body({ stmts }, name) {
      const made = whole(name)
      made.stmts[1].block.stmts = stmts
      return made
    },
    expression(value, name) {
      const made = whole(name)
      made.stmts[1].block.stmts[0].argument = value
      return made
    },
    wait({ argument }) {
      const made = waiting().stmts[0].expression
      made.arguments[1].expression.argument.arguments[1].expression = argument
      return made
    },
  }
}
