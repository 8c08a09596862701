import { useParams } from 'react-router';
import { ComparisonView } from './comparison-view.tsx';

export function Component() {
  const { entryId = '' } = useParams();
  return <ComparisonView of={{ area: 'registry', entryId }} />;
}
