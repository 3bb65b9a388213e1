import { ListOfPosts } from './ListOfPosts'

/** Everything that one may see, by time. */
export default function LatestPage() {
  return <ListOfPosts which="latest" />
}
