package io.jenkins.plugins.awsdevtools.localaws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * One page of a bucket's keys: objects and, where a delimiter rolls keys up, common prefixes, in one order.
 *
 * @param objects the current objects that are listed themselves
 * @param commonPrefixes what is rolled up
 * @param next the last thing listed, where there is more behind it
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-prefixes.html">Organizing objects using
 *     prefixes</a>
 */
record KeyListing(List<StoredObject> objects, List<String> commonPrefixes, Optional<String> next) {

    /** Lists at most {@code most} things after {@code after}, which may itself be a common prefix. */
    static KeyListing of(
            NavigableMap<String, List<StoredObject>> keys, String prefix, String delimiter, String after, int most) {
        List<StoredObject> objects = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        Optional<String> last = Optional.empty();
        boolean begins = KeyOrder.UTF8.compare(after, prefix) < 0;
        Map.Entry<String, List<StoredObject>> entry = begins ? keys.ceilingEntry(prefix) : keys.higherEntry(after);
        while (entry != null && entry.getKey().startsWith(prefix) && most > 0) {
            String key = entry.getKey();
            Optional<String> rolledUp = rollUp(key, prefix, delimiter);
            boolean listed = !entry.getValue().get(0).deleteMarker()
                    && !rolledUp.filter(after::equals).isPresent();
            if (listed) {
                if (objects.size() + prefixes.size() == most) {
                    return new KeyListing(objects, prefixes, last);
                }
                if (rolledUp.isPresent()) {
                    prefixes.add(rolledUp.get());
                } else {
                    objects.add(entry.getValue().get(0));
                }
                last = Optional.of(rolledUp.orElse(key));
            }
            boolean skip = rolledUp.isPresent() && (listed || rolledUp.get().equals(after));
            entry = keys.higherEntry(skip ? rolledUp.get() + KeyOrder.LAST : key);
        }
        return new KeyListing(objects, prefixes, Optional.empty());
    }

    int count() {
        return objects.size() + commonPrefixes.size();
    }

    private static Optional<String> rollUp(String key, String prefix, String delimiter) {
        int found = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return found < 0 ? Optional.empty() : Optional.of(key.substring(0, found + delimiter.length()));
    }
}
