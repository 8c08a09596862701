import { useParams } from 'react-router';
import { ComparisonView } from '../registry/comparison-view.tsx';

export function Component() {
  const { entryId = '' } = useParams();
  return <ComparisonView of={{ area: 'packages', entryId }} />;
}
