import { Link } from '@primer/react';
import type { ComponentProps, ReactNode } from 'react';
import ReactMarkdown, { type Components, type ExtraProps } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { TextLink } from '../components/text-link.tsx';
import { fitHeadings } from './heading-levels.ts';
import styles from './markdown.module.css';
import { filePath, type PackageRef } from './package-area.ts';
import { linkTarget } from './package-links.ts';

type Props = { of: PackageRef; version: string; text: string };

/**
 * Markdown of strangers: no HTML of theirs, no pictures from elsewhere, no address that runs something. What is HTML in
 * the text is shown as the text that it is, so nothing in it is out of sight either.
 */
export function Markdown({ of, version, text }: Props) {
  return (
    <div className={styles.markdown}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm, fitHeadings]}
        remarkRehypeOptions={{ footnoteLabelTagName: 'h3', footnoteLabelProperties: {} }}
        urlTransform={(url) => url}
        components={{ ...components, ...linksOf(of, version) }}
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

const components: Components = {
  table: Table,
  th: HeaderCell,
  input: Task,
  pre: ({ children }) => <pre className={styles.code}>{children}</pre>,
};

/** Links and pictures, which become links: `linkTarget` says which addresses are taken at all. */
function linksOf(of: PackageRef, version: string): Components {
  const link = (href: string, children: ReactNode) => {
    const target = linkTarget(href);
    if (target.kind === 'outside') return <StrangersLink href={target.href}>{children}</StrangersLink>;
    if (target.kind === 'file') return <TextLink to={filePath(of, version, target.path)}>{children}</TextLink>;
    return <span>{children}</span>;
  };
  return {
    a: ({ href = '', children, node }) => {
      if (isFootnote(node)) return <a href={href}>{children}</a>;
      return link(href, hasContent(children) ? children : href);
    },
    img: ({ src, alt }) => link(typeof src === 'string' ? src : '', `Picture: ${alt || src || 'without an address'}`),
  };
}

/** Nobody there learns where people come from, and no search engine takes it for our word. */
function StrangersLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} inline rel="noreferrer nofollow">
      {children}
    </Link>
  );
}

/** Marks that remark-gfm makes itself, never the text: its own links have no such property. */
function isFootnote(node: ExtraProps['node']): boolean {
  return node?.properties.dataFootnoteRef !== undefined || node?.properties.dataFootnoteBackref !== undefined;
}

function hasContent(children: ReactNode): boolean {
  return children !== undefined && children !== null && children !== '';
}

/** Wide ones scroll by themselves, also by keyboard. */
function Table({ children }: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={styles.wide} aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </section>
  );
}

function HeaderCell({ children }: ComponentProps<'th'>) {
  return hasContent(children) ? <th scope="col">{children}</th> : <td />;
}

/** The box of a task in a list, which nobody ticks here. */
function Task({ checked }: ComponentProps<'input'>) {
  return (
    <span role="img" aria-label={checked ? 'done:' : 'to do:'}>
      {checked ? '☑' : '☐'}
    </span>
  );
}
