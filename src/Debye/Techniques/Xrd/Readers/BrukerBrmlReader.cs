using System.Globalization;
using System.Xml.Linq;
using Debye.Io;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>Bruker .brml: a zip archive of XML; every RawData*.xml with a scan over 2θ.</summary>
/// <remarks>
/// A point scan has one Datum for each step: time, flag, 2θ, θ, counts, … in columns that the data views name; a
/// line detector at rest has a single Datum with all channels and its axis under ScaleAxes. The format is not published;
/// this follows files described by GSAS-II and PyXRD.
/// </remarks>
internal static class BrukerBrmlReader
{
    public static List<ScanData> Read(Stream archive, string path)
    {
        var files = SafeZip.Unpack(
            archive,
            path,
            name =>
                name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
                && (
                    name.Contains("RawData", StringComparison.OrdinalIgnoreCase)
                    || name.EndsWith("MeasurementContainer.xml", StringComparison.OrdinalIgnoreCase)
                )
        );
        var documents = files.ConvertAll(file => (file.Name, Root: SafeXml.Load(file.Content, $"{path}!{file.Name}").Root!));
        var wavelength = documents.Select(d => Wavelength(d.Root)).FirstOrDefault(value => value is not null);
        var scans = new List<ScanData>();
        foreach (var (name, root) in documents.Where(d => d.Name.Contains("RawData", StringComparison.OrdinalIgnoreCase)))
        foreach (var route in Named(root, "DataRoute"))
            if (ReadRoute(route, $"{path}!{name}") is { } scan)
                scans.Add(scan with { WavelengthAngstrom = wavelength });
        return scans.Count > 0
            ? scans
            : throw new DataFormatException(path, 0, "no scan over 2θ: expected RawData*.xml with Datum elements.");
    }

    private static ScanData? ReadRoute(XElement route, string path)
    {
        var data = route.Elements().Where(e => e.Name.LocalName == "Datum").ToList();
        if (data.Count == 0)
            return null;
        return data.Count == 1 ? LineDetector(route, data[0], path) : PointScan(route, data, path);
    }

    private static ScanData? PointScan(XElement route, List<XElement> data, string path)
    {
        if (data.Count < XrdReader.MinimumPoints)
            return null;
        var (angle, counts) = Columns(route);
        var (axis, intensity, lines) = (new double[data.Count], new double[data.Count], new int[data.Count]);
        for (var i = 0; i < data.Count; i++)
        {
            var values = Numbers(data[i], path);
            var column = counts ?? (values.Length > 4 ? 4 : values.Length - 1);
            if (angle >= values.Length || column >= values.Length || column < 0)
                throw new DataFormatException(
                    path,
                    SafeXml.Line(data[i]),
                    Invariant($"{values.Length} values where columns {angle + 1} and {column + 1} are needed.")
                );
            (axis[i], intensity[i], lines[i]) = (values[angle], values[column], SafeXml.Line(data[i]));
        }

        // A scan of another axis leaves 2θ where it is.
        return axis[0] == axis[^1]
            ? null
            : new ScanData
            {
                Axis = axis,
                Intensity = intensity,
                Lines = lines,
            };
    }

    private static ScanData? LineDetector(XElement route, XElement datum, string path)
    {
        var axisInfo = Named(route, "ScaleAxisInfo").FirstOrDefault();
        if (axisInfo is null)
            return null;
        var (start, stop, step) = (Number(axisInfo, "Start", path), Number(axisInfo, "Stop", path), Number(axisInfo, "Increment", path));
        var channels = step > 0 ? (stop - start) / step : 0;
        if (channels is not (>= XrdReader.MinimumPoints and < 1e6))
            return null;
        var values = Numbers(datum, path);
        // The channels come last, after time, flag and positions.
        var count = (int)Math.Round(channels);
        if (values.Length < count)
            throw new DataFormatException(path, SafeXml.Line(datum), Invariant($"{values.Length} values for {count} channels."));
        var first = Math.Max(0, Math.Min(3, values.Length - count));
        return new ScanData
        {
            Axis = [.. Enumerable.Range(0, count).Select(i => start + i * step)],
            Intensity = values[first..(first + count)],
        };
    }

    /// <summary>Columns of 2θ and counts from the data views; 2 and unknown where they say nothing.</summary>
    private static (int Angle, int? Counts) Columns(XElement route)
    {
        var (angle, counts) = (2, (int?)null);
        foreach (var view in Named(route, "RawDataView"))
        {
            if (!int.TryParse(Attribute(view, "Start"), CultureInfo.InvariantCulture, out var start) || start < 0)
                continue;
            var fields = Named(view, "FieldDefinitions").ToList();
            var place = fields.FindIndex(f => f.Attributes().Any(a => a.Name.LocalName == "TwoTheta" || a.Value == "TwoTheta"));
            if (place >= 0)
                angle = start + place;
            var recording = Named(view, "Recording").Select(r => Attribute(r, "LogicName")).FirstOrDefault();
            if (recording?.Contains("Counter", StringComparison.OrdinalIgnoreCase) == true)
                counts ??= start;
        }

        return (angle, counts);
    }

    private static double? Wavelength(XElement root)
    {
        foreach (var element in Named(root, "WaveLengthAlpha1"))
            if (TextLines.TryNumber(Attribute(element, "Value") ?? element.Value, out var value) && value > 0)
                return value;
        return null;
    }

    private static double[] Numbers(XElement datum, string path)
    {
        var parts = datum.Value.Split(',');
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!TextLines.TryNumber(parts[i].AsSpan().Trim(), out values[i]))
                throw new DataFormatException(path, SafeXml.Line(datum), Invariant($"value {i + 1} of a Datum is no number."));
        return values;
    }

    private static double Number(XElement parent, string name, string path) =>
        TextLines.TryNumber(Named(parent, name).FirstOrDefault()?.Value ?? Attribute(parent, name) ?? "", out var value)
            ? value
            : throw new DataFormatException(path, SafeXml.Line(parent), $"expected {name} with a number.");

    private static IEnumerable<XElement> Named(XElement root, string name) => root.Descendants().Where(e => e.Name.LocalName == name);

    private static string? Attribute(XElement element, string name) =>
        element.Attributes().FirstOrDefault(a => a.Name.LocalName == name)?.Value;
}
