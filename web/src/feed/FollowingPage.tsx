import { ListOfPosts } from './ListOfPosts'

/** Everything of those one follows, by time. */
export default function FollowingPage() {
  return <ListOfPosts which="following" />
}
