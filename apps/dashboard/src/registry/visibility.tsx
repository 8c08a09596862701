import { Label, type LabelProps } from '@primer/react';
import type { ShownEntry } from './package-area.ts';

type Visibility = ShownEntry['visibility'];

/** What each visibility lets people do. */
export const visibilities: Record<Visibility, { label: string; meaning: string }> = {
  org: { label: 'Organization', meaning: 'Only members of this organization and its keys see and download it.' },
  unlisted: {
    label: 'Unlisted',
    meaning: 'Everybody who knows its address may read and download it, without signing in. No list shows it.',
  },
  public: {
    label: 'Public',
    meaning: 'Everybody finds it among the public packages, and may read and download it without signing in.',
  },
};

const variants: Record<Visibility, LabelProps['variant']> = {
  org: 'default',
  unlisted: 'attention',
  public: 'success',
};

export function VisibilityLabel({ visibility }: { visibility: Visibility }) {
  return <Label variant={variants[visibility]}>{visibilities[visibility].label}</Label>;
}
