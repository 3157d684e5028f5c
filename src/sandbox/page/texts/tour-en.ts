/** The guided tour: six steps, each with what to do now. */
export const tourEn = {
  tour: 'Tour',
  'tour.step': 'Step {{step}} of {{steps}}',
  'tour.skip': 'Skip the tour',
  'tour.fill': 'Type it for me',
  'tour.arm': 'Switch it on and type it',
  'tour.twice': 'Press it twice for me',
  'tour.ask': 'Ask',
  'tour.ask.say':
    'You hold two phones. As the requester, ask the robot who has a role. Enter sends.',
  'tour.change': 'Change',
  'tour.change.say':
    'Now rename that role. Nothing changes yet: a second administrator must agree.',
  'tour.approve': 'Approve as somebody else',
  'tour.approve.say': 'The card is on both phones. As the approver, press {{button}}.',
  'tour.double': 'Press twice',
  'tour.double.say': 'Ask for another change.',
  'tour.double.press': 'Now press {{button}} twice, as fast as you can. It will be done once.',
  'tour.lost': 'Lose an answer',
  'tour.lost.say':
    'Networks fail. Make DingTalk lose its next answer after the change, and ask for one more.',
  'tour.lost.press': 'Approve it. The robot gets no answer, looks for itself, and tells the truth.',
  'tour.undo': 'Undo',
  'tour.undo.say': 'Take the last change back. The way back is a change like any other.',
  'tour.undo.press': 'It needs an approval as well: press {{button}}.',
  'tour.end': 'That is all',
  'tour.end.say':
    'Nothing changed without an approval, and nothing twice. Look behind the phones, or make more trouble.',
  'tour.end.company': 'Show the company',
  'tour.end.close': 'Close',
  'tour.again': 'Start again',
} as const
