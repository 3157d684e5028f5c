/** What stands on cards, whatever the command. */
export const cards = {
  'card.refused': 'Not done',
  'card.failed': 'That did not work',
  'card.page': 'Page {{page}} of {{pages}} · {{count}} in all',
  'card.nextInText': 'Next page: {{line}}',
  'button.previous': 'Previous',
  'button.next': 'Next',
  'press.unknownCard': 'I do not know this card any more.',
  'press.unknownButton': 'I do not know this button. Ask again for a fresh card.',
  'press.gone': 'This list is no longer kept. Ask again.',
  'press.checking': 'One moment: I am checking who you are.',
} as const
