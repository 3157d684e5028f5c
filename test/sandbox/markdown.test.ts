import { expect, test } from '@jest/globals'
import { renderMarkdown, renderText } from '../../src/sandbox/page/markdown.ts'

const message = (text: string) => renderMarkdown(text, { card: false })
const card = (text: string) => renderMarkdown(text, { card: true })

test.each([
  ['#### Role', '<h6>Role</h6>'],
  ['**b** and *i*', '<p><strong>b</strong> and <em>i</em></p>'],
  ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  ['1. a\n2. b', '<ol><li>a</li><li>b</li></ol>'],
  ['> q\n> r', '<blockquote><p>q\nr</p></blockquote>'],
  ['one  \ntwo', '<p>one<br>two</p>'],
  ['one\ntwo', '<p>one\ntwo</p>'],
  ['one\n\ntwo', '<p>one</p><p>two</p>'],
  [
    '[t](https://example.com/?a=1&b=2)',
    '<p><a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">t</a></p>',
  ],
])('%j', (markdown, html) => {
  expect(message(markdown)).toBe(html)
})
test.each([
  ['<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
  ['[t](javascript:alert(1))', '<p>t)</p>'],
  [
    '\\*not\\* \\[a\\](https://example.com) \\<b\\>',
    '<p>*not* [a](https://example.com) &lt;b&gt;</p>',
  ],
  ['&lt;b&gt; & &amp;', '<p>&lt;b&gt; &amp; &amp;</p>'],
  [
    '[a"onclick="x](https://e.com/"onclick="x)',
    '<p><a href="https://e.com/&quot;onclick=&quot;x" target="_blank" rel="noopener noreferrer">a&quot;onclick=&quot;x</a></p>',
  ],
  ['\ue03cscript\ue03e', '<p>script</p>'],
  ['- \\<script\\>', '<ul><li>&lt;script&gt;</li></ul>'],
])('%j stays harmless', (markdown, html) => {
  expect(message(markdown)).toBe(html)
})
test('what somebody typed stays what it was, entities too', () => {
  expect(renderText('A&amp;B <b> &lt;\n"x"')).toBe(
    'A&amp;amp;B &lt;b&gt; &amp;lt;<br>&quot;x&quot;',
  )
})
test('a link of a message may be a sentence to send', () => {
  const link = (said: string) => message(`[t](dtmd://dingtalkclient/sendMessage?content=${said})`)
  expect(link('%2Fhelp%20%22')).toBe('<p><a href="#" data-send="/help &quot;">t</a></p>')
  expect(link('%')).toBe('<p>t</p>')
  expect(card('[t](dtmd://dingtalkclient/sendMessage?content=x)')).toBe('<p>t</p>')
})
test('what only cards know', () => {
  expect(card('a<br>b')).toBe('<p>a<br>b</p>')
  expect(message('a<br>b')).toBe('<p>a&lt;br&gt;b</p>')
  expect(card('***')).toBe('<hr>')
  // Whoever is not in cardAtUserIds is not called.
  const named = '<a atId=boss001>林岚</a>'
  expect(renderMarkdown(named, { card: true, mentions: ['boss001'] })).toBe(
    '<p><span class="mention">林岚</span></p>',
  )
  expect(card(named)).toBe('<p>林岚</p>')
  expect(card('| a | **b** |\n|---|:-:|\n| 1 | <i> |\nafter')).toBe(
    '<table><tr><th>a</th><th><strong>b</strong></th></tr><tr><td>1</td><td>&lt;i&gt;</td></tr></table><p>after</p>',
  )
  expect(message('| a |\n|---|')).toBe('<p>| a |\n|---|</p>')
  expect(card('###### six')).toBe('<p>###### six</p>')
  expect(card('```\n**x** <b>\n```')).toBe('<pre><code>**x** &lt;b&gt;</code></pre>')
})
test('anything at all ends', () => {
  for (const text of [
    '#',
    '-',
    '>',
    '```',
    '***',
    '1.',
    '> > > -',
    '\n\n',
    '- a\ntext',
    '![',
    '[a](',
  ]) {
    expect(typeof card(text)).toBe('string')
    expect(typeof message(text)).toBe('string')
  }
})
