/** Is the summary good? */
export const summaryQualityPrompt = `Judge the summary of the text: it must keep what matters, add nothing, and be readable by itself.

The text:
{{input}}

{{expected}}
The summary:
{{output}}

The menu:
{{menu}}
`;
