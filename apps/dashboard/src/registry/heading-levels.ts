/** As much of a Markdown tree (https://github.com/syntax-tree/mdast) as is changed here. */
type MarkdownNode = { type: string; depth?: number; value?: string; alt?: string | null; children?: MarkdownNode[] };

/** Below the page's h1 and the section's h2. */
const firstLevel = 3;

/**
 * A remark plugin: headings begin at h3 and leave no level out, whatever the text does, so that the outline of the page
 * stays one that screen readers can walk. Headings without a text, which would lead nowhere, are left out.
 */
export function fitHeadings() {
  return (root: MarkdownNode): void => {
    let before = firstLevel - 1;
    const visit = (node: MarkdownNode): void => {
      node.children = node.children?.filter((child) => child.type !== 'heading' || hasText(child));
      for (const child of node.children ?? []) {
        if (child.type === 'heading') {
          child.depth = Math.min((child.depth ?? 1) + firstLevel - 1, before + 1, 6);
          before = child.depth;
        }
        visit(child);
      }
    };
    visit(root);
  };
}

function hasText({ type, value, alt, children = [] }: MarkdownNode): boolean {
  if (type === 'image') return (alt ?? '').trim() !== '';
  return (value ?? '').trim() !== '' || children.some(hasText);
}
