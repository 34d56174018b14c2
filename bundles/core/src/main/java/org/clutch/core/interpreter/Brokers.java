package org.clutch.core.interpreter;

import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.QueueBroker;

/** Where interpreters get their queues and channels. */
record Brokers(QueueBroker queues, ChannelBroker channels) {}
