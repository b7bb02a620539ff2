namespace Debye.Io;

/// <summary>One data block of a JCAMP-DX file.</summary>
/// <param name="Line">One-based line on which its data start.</param>
/// <param name="Labels">Labelled records, names in capitals without blanks, dashes, slashes and underlines.</param>
/// <param name="X">Abscissas.</param>
/// <param name="Y">Ordinates.</param>
public sealed record JcampBlock(int Line, IReadOnlyDictionary<string, string> Labels, ReadOnlyMemory<double> X, ReadOnlyMemory<double> Y);

/// <summary>Reads JCAMP-DX: XYDATA=(X++(Y..Y)) in AFFN, PAC, SQZ, DIF and DUP form, XYPOINTS and PEAK TABLE=(XY..XY).</summary>
/// <remarks>Source: R. S. McDonald, P. A. Wilks, Appl. Spectrosc. 42, 151 (1988), doi 10.1366/0003702884428734; JCAMP-DX 4.24.</remarks>
public static class JcampDx
{
    private const int MaximumPoints = 20_000_000;

    /// <summary>Whether the first lines are those of a JCAMP-DX file with data that can be read here.</summary>
    public static bool Is(IReadOnlyList<string> lines) =>
        lines.Take(200).Any(line => line.StartsWith("##", StringComparison.Ordinal) && Name(line) is "JCAMPDX" or "JCAMPCS");

    /// <summary>All blocks with data.</summary>
    /// <param name="lines">The file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="DataFormatException">A number or a compressed form cannot be read, counts disagree, or there is no
    /// data.</exception>
    public static IReadOnlyList<JcampBlock> Read(IReadOnlyList<string> lines, string path)
    {
        var blocks = new List<JcampBlock>();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (!lines[i].StartsWith("##", StringComparison.Ordinal))
                continue;
            var name = Name(lines[i]);
            var value = Value(lines[i]);
            if (name == "TITLE")
                labels = new Dictionary<string, string>(labels, StringComparer.Ordinal);
            labels[name] = value;
            if (name is not ("XYDATA" or "XYPOINTS" or "PEAKTABLE"))
                continue;
            var end = i + 1;
            while (end < lines.Count && !lines[end].StartsWith("##", StringComparison.Ordinal))
                end++;
            var data = lines.Skip(i + 1).Take(end - i - 1).Select(WithoutComment).ToArray();
            var form = value.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
            blocks.Add(
                form.StartsWith("(X++", StringComparison.Ordinal) ? Ordinates(data, labels, path, i + 1) : Points(data, labels, path, i + 1)
            );
            i = end - 1;
        }

        return blocks.Count > 0
            ? blocks
            : throw new DataFormatException(path, 0, "no data: expected ##XYDATA=, ##XYPOINTS= or ##PEAK TABLE=.");
    }

    private static JcampBlock Ordinates(string[] data, Dictionary<string, string> labels, string path, int line)
    {
        var decoder = new JcampOrdinates(path);
        for (var i = 0; i < data.Length; i++)
        {
            decoder.AddLine(data[i], line + i + 1);
            if (decoder.Values.Count > MaximumPoints)
                throw new DataFormatException(path, line + i + 1, $"more than {MaximumPoints} points.");
        }

        var (n, first, last) = (decoder.Values.Count, Number(labels, "FIRSTX", path, line), Number(labels, "LASTX", path, line));
        if (labels.ContainsKey("NPOINTS") && Number(labels, "NPOINTS", path, line) != n)
            throw new DataFormatException(path, line, Invariant($"##NPOINTS= says {labels["NPOINTS"]}, the data hold {n}."));
        if (n < 2)
            throw new DataFormatException(path, line, Invariant($"{n} points; at least 2 are needed."));
        var factor = labels.ContainsKey("YFACTOR") ? Number(labels, "YFACTOR", path, line) : 1;
        var (x, y) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
            (x[i], y[i]) = (first + i * (last - first) / (n - 1), decoder.Values[i] * factor);
        return new JcampBlock(line, new Dictionary<string, string>(labels, StringComparer.Ordinal), x, y);
    }

    private static JcampBlock Points(string[] data, Dictionary<string, string> labels, string path, int line)
    {
        var numbers = new List<double>();
        for (var i = 0; i < data.Length; i++)
        {
            foreach (var part in data[i].Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (!TextLines.TryNumber(part, out var value))
                    throw new DataFormatException(path, line + i + 1, $"expected a number, found '{Clip(part)}'.");
                numbers.Add(value);
            }
        }

        if (numbers.Count % 2 != 0)
            throw new DataFormatException(path, line, "an odd number of values where pairs are expected.");
        var n = numbers.Count / 2;
        var xFactor = labels.ContainsKey("XFACTOR") ? Number(labels, "XFACTOR", path, line) : 1;
        var yFactor = labels.ContainsKey("YFACTOR") ? Number(labels, "YFACTOR", path, line) : 1;
        var (x, y) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
            (x[i], y[i]) = (numbers[2 * i] * xFactor, numbers[2 * i + 1] * yFactor);
        return new JcampBlock(line, new Dictionary<string, string>(labels, StringComparer.Ordinal), x, y);
    }

    private static double Number(Dictionary<string, string> labels, string name, string path, int line) =>
        labels.TryGetValue(name, out var text) && TextLines.TryNumber(text, out var value)
            ? value
            : throw new DataFormatException(path, line, $"##{name}= with a number is needed.");

    private static string Name(string line)
    {
        var end = line.IndexOf('=', StringComparison.Ordinal);
        var name = end < 0 ? line[2..] : line[2..end];
        return string.Concat(name.Where(c => c is not (' ' or '-' or '/' or '_'))).ToUpperInvariant();
    }

    private static string Value(string line)
    {
        var start = line.IndexOf('=', StringComparison.Ordinal);
        return start < 0 ? "" : WithoutComment(line[(start + 1)..]).Trim();
    }

    private static string WithoutComment(string line)
    {
        var start = line.IndexOf("$$", StringComparison.Ordinal);
        return start < 0 ? line : line[..start];
    }

    private static string Clip(string text) => text.Length <= 20 ? text : text[..20] + "…";
}
