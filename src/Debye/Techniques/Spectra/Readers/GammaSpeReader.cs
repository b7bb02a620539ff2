using System.Collections.Immutable;
using Debye.Io;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>Gamma spectra in the ASCII format .SPE of ORTEC and the IAEA: blocks that open with $NAME:.</summary>
/// <remarks>
/// $DATA: first and last channel, then counts; $MEAS_TIM: live and real time, s; $MCA_CAL: number of terms, terms in keV, or $ENER_FIT:
/// offset and slope. Energies are those of the channels themselves, offset + slope·channel + …. Source: ORTEC, Software File Structure
/// Manual for DOS and Windows Systems, chapter 4 (ASCII SPE).
/// </remarks>
internal static class GammaSpeReader
{
    private const int MaximumChannels = 1 << 22;

    public static bool Is(IReadOnlyList<string> lines) =>
        lines.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.TrimStart().StartsWith('$') ?? false;

    public static MaterialSpectrum Read(IReadOnlyList<string> lines, string path)
    {
        var blocks = Blocks(lines);
        if (!blocks.TryGetValue("DATA", out var data))
            throw new DataFormatException(path, 0, "no $DATA: block with counts.");
        var (first, counts) = Counts(lines, data, path);
        var terms = Calibration(lines, blocks, path);
        var axis = SpectrumChecks.Positions(counts.Length);
        for (var i = 0; i < axis.Length; i++)
            axis[i] = terms is null ? first + i : Energy(terms, first + i);
        for (var i = 1; i < axis.Length; i++)
            if (!(axis[i] > axis[i - 1]))
                throw new DataFormatException(path, data, Invariant($"the energy calibration does not rise at channel {first + i}."));
        SpectrumChecks.Order(axis, counts, path, data);
        var times = blocks.TryGetValue("MEAS_TIM", out var line) ? Numbers(lines, line, path, 2) : [];
        return new MaterialSpectrum(terms is null ? SpectrumAxisUnit.Channel : SpectrumAxisUnit.KiloElectronVolt, axis, counts)
        {
            Source = path,
            LiveTimeSeconds = times.Length > 0 && times[0] > 0 ? times[0] : null,
            RealTimeSeconds = times.Length > 1 && times[1] > 0 ? times[1] : null,
            Fields = Texts(lines, blocks),
            Notes = terms is null ? ["No energy calibration: the axis counts channels."] : [],
        };
    }

    /// <summary>Index of the first line after each $NAME:.</summary>
    private static Dictionary<string, int> Blocks(IReadOnlyList<string> lines)
    {
        var blocks = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith('$'))
                blocks.TryAdd(line[1..].TrimEnd(':', ' '), i + 1);
        }

        return blocks;
    }

    private static (int First, double[] Counts) Counts(IReadOnlyList<string> lines, int start, string path)
    {
        var range = Numbers(lines, start, path, 2);
        if (
            range.Length < 2
            || !(range[0] >= 0 && range[1] >= range[0] && range[1] < MaximumChannels)
            || range.Any(value => value != Math.Floor(value))
        )
            throw new DataFormatException(path, start + 1, $"expected the first and last channel, 0…{MaximumChannels - 1}.");
        var (first, expected, counts) = ((int)range[0], (int)(range[1] - range[0]) + 1, new List<double>());
        var line = start + 1;
        for (; line < lines.Count && !lines[line].AsSpan().TrimStart().StartsWith("$"); line++)
        {
            var values = Numbers(lines, line, path, int.MaxValue);
            if (Array.Exists(values, value => value < 0))
                throw new DataFormatException(path, line + 1, "a negative number of counts.");
            counts.AddRange(values);
            if (counts.Count > expected)
                throw new DataFormatException(path, line + 1, Invariant($"more counts than the {expected} channels announced."));
        }

        return counts.Count == expected
            ? (first, [.. counts])
            : throw new DataFormatException(
                path,
                line,
                Invariant($"{counts.Count} counts where {expected} channels are announced: cut off?")
            );
    }

    /// <summary>Terms of the energy in powers of the channel, keV; null where the file has none.</summary>
    private static double[]? Calibration(IReadOnlyList<string> lines, Dictionary<string, int> blocks, string path)
    {
        if (blocks.TryGetValue("MCA_CAL", out var line) && Numbers(lines, line, path, 1) is [>= 2 and <= 9] count)
        {
            var terms = Numbers(lines, line + 1, path, (int)count[0]);
            if (terms.Length >= 2 && terms[1] != 0)
                return terms;
        }

        if (!blocks.TryGetValue("ENER_FIT", out line))
            return null;
        // A unit may stand behind the terms.
        var isCurved =
            line < lines.Count
            && lines[line].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [_, _, var third, ..]
            && TextLines.TryNumber(third, out _);
        var fit = Numbers(lines, line, path, isCurved ? 3 : 2);
        return fit.Length >= 2 && fit[1] != 0 ? fit : null;
    }

    private static double Energy(double[] terms, double channel)
    {
        var energy = 0.0;
        for (var k = terms.Length - 1; k >= 0; k--)
            energy = energy * channel + terms[k];
        return energy;
    }

    /// <summary>Up to so many numbers of a line; words after that many do not matter.</summary>
    private static double[] Numbers(IReadOnlyList<string> lines, int index, string path, int most)
    {
        if (index >= lines.Count)
            return [];
        var numbers = new List<double>();
        foreach (var word in lines[index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (numbers.Count == most || word.StartsWith('$'))
                break;
            if (!TextLines.TryNumber(word, out var value))
                throw new DataFormatException(
                    path,
                    index + 1,
                    $"expected a number, found '{(word.Length > 20 ? word[..20] + "…" : word)}'."
                );
            numbers.Add(value);
        }

        return [.. numbers];
    }

    private static ImmutableDictionary<string, string> Texts(IReadOnlyList<string> lines, Dictionary<string, int> blocks)
    {
        var fields = ImmutableDictionary<string, string>.Empty;
        foreach (var name in (string[])["SPEC_ID", "DATE_MEA"])
            if (blocks.TryGetValue(name, out var line) && line < lines.Count && !lines[line].StartsWith('$'))
                fields = fields.Add(name, lines[line].Trim());
        return fields;
    }
}
