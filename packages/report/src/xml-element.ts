import { forXml } from './sinks/for-xml.ts';

/** An XML element: its attributes, then its text or its children. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly children?: readonly XmlElement[];
}

/** An XML document; every attribute and text goes through the sink. */
export function drawXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${drawElement(root, '')}\n`;
}

function drawElement(element: XmlElement, indent: string): string {
  const { name, attributes = {}, text, children = [] } = element;
  const pairs = Object.entries(attributes).map(
    ([key, value]) =>
      ` ${key}="${forXml(String(value), { limit: 2000 }).replaceAll('\n', '&#10;')}"`,
  );
  const start = `${indent}<${name}${pairs.join('')}`;
  if (text !== undefined) return `${start}>${forXml(text)}</${name}>`;
  if (children.length === 0) return `${start}/>`;
  const inside = children.map((child) => drawElement(child, `${indent}  `)).join('\n');
  return `${start}>\n${inside}\n${indent}</${name}>`;
}
