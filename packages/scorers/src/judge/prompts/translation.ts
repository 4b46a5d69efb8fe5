/** Is the translation right? */
export const translationPrompt = `Judge the translation of the text{{language}}: it must keep the meaning, add nothing, and read naturally.

The text:
{{input}}

{{expected}}
The translation:
{{output}}

The menu:
{{menu}}
`;
