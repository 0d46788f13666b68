package io.jenkins.plugins.awsdevtools.engine.codepipeline.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/**
 * What is kept of a job from before it is acknowledged until it was answered.
 *
 * @param ticket tells it from all others. Kept because a job may come again under the same id, with a continuation token
 * @param job what it is about. Kept so that its run can be begun after a restart, and says what it was for
 * @param nonce with which it is acknowledged. Kept so that a call whose answer was lost is made again the same
 * @param received when it came
 * @param state how far it has got. Kept so that a restart neither loses it nor does it twice
 * @param answer what AWS is to be told. Kept so that a lost call is made again the same; null before
 * @param connection the name of the one it was fetched with. Kept because only that one can answer it, whatever becomes of
 *     the settings; null in records of versions that did not keep it
 */
public record JobRecord(
        @JsonProperty("ticket") String ticket,
        @JsonProperty("job") PipelineJob job,
        @JsonProperty("nonce") String nonce,
        @JsonProperty("received") Instant received,
        @JsonProperty("state") State state,
        @JsonProperty("answer") JobAnswer answer,
        @JsonProperty("connection") String connection) {

    /** How far a job has got. */
    public enum State {
        /** It may or may not be ours: AcknowledgeJob was not answered yet. */
        OFFERED,
        /** It is ours and was, or is about to be, handed out. */
        ACKNOWLEDGED,
        /** Its run has begun. */
        BEGUN,
        /** What AWS is to be told is known. */
        ANSWERED
    }

    public JobRecord {
        Objects.requireNonNull(ticket);
        Objects.requireNonNull(job);
        Objects.requireNonNull(state);
    }

    static JobRecord offered(String ticket, PipelineJob job, String nonce, Instant now, String connection) {
        return new JobRecord(ticket, job, nonce, now, State.OFFERED, null, connection);
    }

    JobRecord offeredAgain(String another) {
        return new JobRecord(ticket, job, another, received, State.OFFERED, null, connection);
    }

    JobRecord in(State next) {
        return new JobRecord(ticket, job, nonce, received, next, answer, connection);
    }

    JobRecord with(JobAnswer given) {
        return new JobRecord(ticket, job, nonce, received, State.ANSWERED, given, connection);
    }

    /** As it is, if it says which connection it was fetched with. */
    JobRecord orFetchedWith(String usual) {
        return connection != null ? this : new JobRecord(ticket, job, nonce, received, state, answer, usual);
    }
}
