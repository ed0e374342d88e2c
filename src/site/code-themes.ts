/**
 * How code is coloured, on light and on dark paper: comments step back, keywords and literals are
 * told apart, and all the rest is ink. The colours are those of `tokens.css`.
 */
const theme = (
  type: 'light' | 'dark',
  colours: { paper: string; ink: string; comment: string; keyword: string; literal: string },
) => ({
  name: `lines-that-learn-${type}`,
  type,
  colors: { 'editor.background': colours.paper, 'editor.foreground': colours.ink },
  settings: [
    { settings: { foreground: colours.ink, background: colours.paper } },
    {
      scope: ['comment', 'punctuation.definition.comment'],
      settings: { foreground: colours.comment, fontStyle: 'italic' },
    },
    {
      scope: ['keyword', 'storage', 'variable.language', 'entity.name.tag'],
      settings: { foreground: colours.keyword },
    },
    { scope: ['keyword.operator'], settings: { foreground: colours.ink } },
    {
      scope: ['keyword.operator.new', 'keyword.operator.expression'],
      settings: { foreground: colours.keyword },
    },
    {
      scope: ['string', 'constant', 'support.constant'],
      settings: { foreground: colours.literal },
    },
  ],
});

export const codeThemes = [
  theme('dark', {
    paper: '#101314',
    ink: '#e7e8e1',
    comment: '#8f9893',
    keyword: '#8fd6c2',
    literal: '#f5a067',
  }),
  theme('light', {
    paper: '#f1f1ea',
    ink: '#1a211f',
    comment: '#626c68',
    keyword: '#0d5849',
    literal: '#8f3d00',
  }),
];
