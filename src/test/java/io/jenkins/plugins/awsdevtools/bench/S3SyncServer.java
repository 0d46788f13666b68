package io.jenkins.plugins.awsdevtools.bench;

import io.jenkins.plugins.awsdevtools.localaws.LocalAws;
import java.io.IOException;
import java.time.Duration;

/** A LocalAws in a process of its own, with a latency for every request; ends with its input. */
final class S3SyncServer {

    private S3SyncServer() {}

    public static void main(String[] arguments) throws IOException {
        try (LocalAws aws = LocalAws.start()) {
            for (String bucket : arguments[1].split(",")) {
                aws.s3().createBucket(bucket, aws.region());
            }
            int latency = Integer.parseInt(arguments[0]);
            if (latency > 0) {
                aws.faults().latency("*", Duration.ofMillis(latency));
            }
            System.out.println(aws.endpoint() + " " + aws.region() + " "
                    + aws.rootKey().accessKeyId() + " " + aws.rootKey().secretAccessKey());
            System.out.flush();
            while (System.in.read() >= 0) {
                // each byte asks how many calls there were
                System.out.println(aws.calls().count("s3:ListObjectsV2") + " lists, "
                        + aws.calls().count("s3:PutObject") + " puts, "
                        + aws.calls().count("s3:HeadObject") + " heads");
                aws.calls().clear();
            }
        }
    }
}
