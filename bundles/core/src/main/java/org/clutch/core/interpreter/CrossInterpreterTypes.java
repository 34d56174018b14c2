package org.clutch.core.interpreter;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.clutch.share.CrossInterpreterType;
import org.clutch.share.NotShareableException;
import org.clutch.share.Reduced;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The services that say how objects of Java types cross, and the way to ask them. Of several for one type the one that ranks
 * highest is asked, of equals the one that came first. Any thread may call; services come and go meanwhile.
 */
@Component(service = CrossInterpreterTypes.class, immediate = true)
public final class CrossInterpreterTypes {
    private static final Comparator<Known> BEST = Comparator.comparingInt(Known::ranking)
            .thenComparing(Comparator.comparingLong(Known::id).reversed());

    private final List<Known> all = new CopyOnWriteArrayList<>();

    private record Known(CrossInterpreterType<?> service, int ranking, long id) {}

    /** DS makes it. */
    @Activate
    public CrossInterpreterTypes() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addType(CrossInterpreterType<?> service, Map<String, Object> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        all.add(new Known(service, ranking, (long) properties.get("service.id")));
    }

    void removeType(CrossInterpreterType<?> service) {
        all.removeIf(each -> each.service == service);
    }

    /** Says whether a service says how objects of this one's type cross. */
    boolean know(Object object) {
        return !all.isEmpty() && all.stream().anyMatch(each -> each.service.type() == object.getClass());
    }

    /**
     * Takes an object apart.
     *
     * @param object any Java object
     * @return what crosses instead, or null if no service knows its type
     * @throws NotShareableException if the service says that this one cannot cross, or fails
     */
    Reduced reduce(Object object) {
        return all.stream().filter(each -> each.service.type() == object.getClass()).max(BEST)
                .map(each -> reduce(each.service, object)).orElse(null);
    }

    @SuppressWarnings("unchecked") // It is of that type.
    private static Reduced reduce(CrossInterpreterType<?> service, Object object) {
        try {
            return Objects.requireNonNull(((CrossInterpreterType<Object>) service).reduce(object), "no result");
        } catch (NotShareableException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            NotShareableException failure = new NotShareableException(object.getClass().getTypeName()
                    + " cannot cross between interpreters, since " + service.getClass().getTypeName() + " failed: "
                    + e);
            failure.initCause(e);
            throw failure;
        }
    }
}
