import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { below, documents, found, read, root } from './documents.ts'

const decisions = below('docs/decisions', '.md').sort()

test('links lead to files that exist, and to headings that they have', () => {
  const slug = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-')
  const headings = (path: string) => found(read(path), /^#+ (.*)$/gmu).map(slug)
  const broken = documents.flatMap(path =>
    found(read(path), /\]\(([^)]+)\)/gu)
      .filter(link => !/^[a-z]+:/u.test(link))
      .filter(link => {
        const [to = '', heading] = link.split('#')
        const target = to === '' ? path : relative(root, join(root, dirname(path), to))
        if (!existsSync(join(root, target))) return true
        return heading !== undefined && !headings(target).includes(heading)
      })
      .map(link => `${path}: ${link}`),
  )
  expect(broken).toEqual([])
})

describe('size', () => {
  test('the architecture fits one screen', () => {
    expect(read('docs/architecture.md').split('\n').length).toBeLessThanOrEqual(50)
  })

  test('decisions are numbered without a gap, half a page each, in one form', () => {
    expect(decisions.length).toBeGreaterThan(0)
    decisions.forEach((path, index) => {
      const number = String(index + 1)
      expect(path).toContain(`/${number.padStart(4, '0')}-`)
      const text = read(path)
      expect(text.startsWith(`# ${number}. `)).toBe(true)
      expect(found(text, /^## (.*)$/gmu)).toEqual(['Context', 'Decision', 'Consequences'])
      expect(text.split('\n').length).toBeLessThanOrEqual(30)
    })
  })
})
