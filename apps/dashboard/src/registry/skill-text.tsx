import { Component as ClassComponent, lazy, type ReactNode, Suspense } from 'react';
import { Loaded, Loading } from '../components/loaded.tsx';
import { Section } from '../components/page.tsx';
import { TextLink } from '../components/text-link.tsx';
import { withoutFrontMatter } from './front-matter.ts';
import { filePath, type PackageRef } from './package-area.ts';
import { useFileContent } from './package-queries.ts';
import styles from './registry.module.css';

const Markdown = lazy(() => import('./markdown.tsx').then(({ Markdown: default_ }) => ({ default: default_ })));

/** Longer texts are left to the page of the file. */
const longestRendered = 200_000;

/** A version's SKILL.md as it is meant to be read. */
export function SkillText({ of, version }: { of: PackageRef; version: string }) {
  const file = useFileContent({ ...of, version, path: 'SKILL.md' });
  return (
    <Section title="SKILL.md">
      <Loaded query={file}>{({ text }) => <Rendered of={of} version={version} text={text ?? ''} />}</Loaded>
    </Section>
  );
}

function Rendered({ of, version, text }: { of: PackageRef; version: string; text: string }) {
  const source = <TextLink to={filePath(of, version, 'SKILL.md')}>Read it as plain text</TextLink>;
  if (text.length > longestRendered) return <p>This SKILL.md is too long to be shown here. {source}.</p>;
  const body = withoutFrontMatter(text);
  if (body.trim() === '') return <p>It holds nothing but its front matter. {source}.</p>;
  return (
    <div className={styles.bounded}>
      <Fallback key={version} shown={<p>This SKILL.md cannot be shown as it is meant. {source}.</p>}>
        <Suspense fallback={<Loading />}>
          <Markdown of={of} version={version} text={body} />
        </Suspense>
      </Fallback>
    </div>
  );
}

type FallbackProps = { shown: ReactNode; children: ReactNode };

/** Strangers write these texts: one that the renderer gives up on must not take the page along. */
class Fallback extends ClassComponent<FallbackProps, { failed: boolean }> {
  override readonly state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.shown : this.props.children;
  }
}
