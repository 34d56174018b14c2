package org.clutch.core.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.clutch.channel.Channel;
import org.clutch.channel.ChannelSpec;
import org.clutch.channel.ReceiveEnd;
import org.clutch.channel.SendEnd;
import org.clutch.core.event.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EventsTest {
    @TempDir
    Path folder;

    private final ChannelFixture fixture = new ChannelFixture();

    private interface Work {
        void run() throws Exception;
    }

    private List<RecordedEvent> during(Work work) throws Exception {
        Path file = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            for (String event : List.of("Send", "Receive", "Swap")) {
                recording.enable("org.clutch." + event).withoutThreshold();
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("org.clutch."))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime)).toList();
    }

    private static String line(RecordedEvent event) {
        String name = event.getEventType().getName().substring("org.clutch.".length());
        return name + " " + event.getString("channel") + (event.hasField("from")
                ? " " + event.getString("from") + " " + event.getString("to") + " " + event.getInt("messages")
                : " " + event.getLong("interpreter"));
    }

    @Test
    void messagesAndSwapsAreRecordedWithWhoAndWhere() throws Exception {
        Channel channel = fixture.of(7).create(new ChannelSpec("queue", 3).withName("jobs"));
        List<RecordedEvent> events = during(() -> {
            SendEnd send = channel.sendEnd();
            send.send(1);
            send.offer(2);
            fixture.broker.find(channel.id()).orElseThrow().use("rendezvous");
            ReceiveEnd receive = fixture.broker.find(channel.id()).orElseThrow().receiveEnd();
            receive.poll();
            receive.receiveMany(5);
            assertEquals(ReceiveEnd.EMPTY, receive.poll());
        });
        assertEquals(
                List.of("Send channel 1 'jobs' 7", "Send channel 1 'jobs' 7",
                        "Swap channel 1 'jobs' queue rendezvous 2",
                        "Receive channel 1 'jobs' -1", "Receive channel 1 'jobs' -1"),
                events.stream().map(EventsTest::line).toList());
        assertTrue(
                events.stream().allMatch(event -> event.getEventType().getCategoryNames().equals(List.of("Clutch"))));
    }

    @Test
    void nothingIsBegunWhileNobodyRecords() throws Exception {
        during(() -> {});
        assertNull(Events.send());
        assertNull(Events.receive());
        assertNull(Events.swap());
        assertNull(Events.imports());
        assertNull(Events.run());
    }
}
