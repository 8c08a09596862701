import { Heading } from '@primer/react';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './page.module.css';

type Props = {
  /** The document's title too. */
  title: string;
  /** What stands before the title, such as the way back. */
  above?: ReactNode;
  description?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  children: ReactNode;
};

/** One page: its title gets the focus when it opens, so that screen readers begin there. */
export function Page({ title, above, description, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Waybill`;
  }, [title]);
  useEffect(() => {
    // Who came by a link inside of the page's own text stays where the link leads.
    if (location.hash === '') heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className={styles.head}>
        <div className={styles.titles}>
          {above && <div className={styles.above}>{above}</div>}
          <Heading as="h1" variant="medium" ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </Heading>
          {description && <div className={styles.description}>{description}</div>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** A part of a page below a heading of its own. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <Heading as="h2" variant="small">
          {title}
        </Heading>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </section>
  );
}
