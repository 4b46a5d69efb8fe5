import { Document, isCollection, isScalar, visit } from 'yaml';

import type { Json } from './json.ts';

/** Columns after which a long text is folded. */
const columns = 110;

/** Writes a JSON value as YAML that `readYaml` reads back as the same value: blocks, short lists of words on one line. */
export function writeYaml(value: Json): string {
  const document = new Document(value, { version: '1.2' });
  visit(document, {
    Seq: (_key, node) => {
      const words = node.items.every(
        (item) => isScalar(item) && String(item.value).length <= 40 && !isCollection(item),
      );
      if (words && node.items.length <= 6) node.flow = true;
    },
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: columns, singleQuote: true, flowCollectionPadding: false });
}
