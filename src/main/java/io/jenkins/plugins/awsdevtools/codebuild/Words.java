package io.jenkins.plugins.awsdevtools.codebuild;

import hudson.model.Item;
import hudson.util.ComboBoxModel;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.awsdevtools.connection.ConnectionChoices;
import io.jenkins.plugins.awsdevtools.engine.ParameterException;
import io.jenkins.plugins.awsdevtools.run.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONObject;

/** The words that parameters take, and their drop-downs. */
final class Words {

    static final List<String> ON_OFF = List.of("on", "off");
    static final List<String> SWITCH = List.of("ENABLED", "DISABLED");
    static final List<String> NAMESPACES = List.of("NONE", "BUILD_ID");
    static final List<String> PACKAGINGS = List.of("NONE", "ZIP");

    private static final Map<String, Boolean> ON_OFF_VALUES = Map.of("on", true, "off", false);

    private Words() {}

    /** @throws ParameterException if it is neither null nor one of the two words */
    static Boolean onOff(String field, String word) {
        return word == null ? null : Choice.of(field, word, ON_OFF_VALUES);
    }

    /** A drop-down for what may be on, off, or as the project has it. */
    static ListBoxModel switches(Item item) {
        ListBoxModel items = new ListBoxModel();
        if (ConnectionChoices.mayConfigure(item)) {
            items.add(Messages.Words_asTheProject(), "");
            items.add(Messages.Words_on(), "true");
            items.add(Messages.Words_off(), "false");
        }
        return items;
    }

    /** Takes switches out of a form that are as the project has them; Stapler would take nothing for off. */
    static void removeUnset(JSONObject form, String... switches) {
        for (String one : switches) {
            if (form.optString(one).isEmpty()) {
                form.remove(one);
            }
        }
    }

    /** The words of a text, parted by commas or blanks. */
    static List<String> split(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[,\\s]+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    /** @throws ParameterException if there is no value */
    static void required(String field, String value) {
        if (value == null) {
            throw new ParameterException(field, null, Messages.Words_required());
        }
    }

    /** A drop-down that begins with what the project has. */
    static ListBoxModel inherited(Item item, List<String> words) {
        ListBoxModel items = new ListBoxModel();
        if (ConnectionChoices.mayConfigure(item)) {
            items.add(Messages.Words_asTheProject(), "");
            words.forEach(items::add);
        }
        return items;
    }

    /** A drop-down that begins with nothing. */
    static ListBoxModel choices(Item item, List<String> words) {
        ListBoxModel items = new ListBoxModel();
        if (ConnectionChoices.mayConfigure(item)) {
            items.add("", "");
            words.forEach(items::add);
        }
        return items;
    }

    static ComboBoxModel suggestions(Item item, List<String> words) {
        return ConnectionChoices.mayConfigure(item) ? new ComboBoxModel(words) : new ComboBoxModel();
    }
}
