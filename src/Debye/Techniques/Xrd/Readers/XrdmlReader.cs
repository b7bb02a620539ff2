using System.Xml.Linq;
using Debye.Io;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>PANalytical .xrdml: every scan with a moving 2θ, evenly spaced or listed.</summary>
/// <remarks>Element names as in the public schemas XRDMeasurement 1.0–2.2 (www.xrdml.com); the namespace is not looked at.</remarks>
internal static class XrdmlReader
{
    public static List<ScanData> Read(Stream stream, string path)
    {
        var document = SafeXml.Load(stream, path);
        var scans = new List<ScanData>();
        foreach (var points in document.Descendants().Where(e => e.Name.LocalName == "dataPoints"))
            if (ReadScan(points, path) is { } scan)
                scans.Add(scan);
        return scans.Count > 0
            ? scans
            : throw new DataFormatException(path, 0, "no scan over 2θ: expected <dataPoints> with <positions axis=\"2Theta\">.");
    }

    private static ScanData? ReadScan(XElement points, string path)
    {
        var positions = points.Elements().FirstOrDefault(e => e.Name.LocalName == "positions" && (string?)e.Attribute("axis") == "2Theta");
        var data = Child(points, "intensities") ?? Child(points, "counts");
        if (positions is null || data is null || Child(positions, "commonPosition") is not null)
            return null;
        var intensity = Numbers(data, path);
        // Counts are as detected; intensities are corrected for the attenuator already.
        if (data.Name.LocalName == "counts" && Child(points, "beamAttenuationFactors") is { } attenuation)
        {
            var factors = Numbers(attenuation, path);
            if (factors.Length != intensity.Length)
                throw new DataFormatException(
                    path,
                    SafeXml.Line(attenuation),
                    $"{factors.Length} attenuation factors for {intensity.Length} points."
                );
            for (var i = 0; i < factors.Length; i++)
                intensity[i] *= factors[i];
        }

        return new ScanData
        {
            Axis = Axis(positions, intensity.Length, path),
            Intensity = intensity,
            WavelengthAngstrom = Wavelength(points),
        };
    }

    private static double[] Axis(XElement positions, int count, string path)
    {
        if (Child(positions, "listPositions") is { } list)
        {
            var values = Numbers(list, path);
            return values.Length == count
                ? values
                : throw new DataFormatException(path, SafeXml.Line(list), Invariant($"{values.Length} positions for {count} intensities."));
        }

        var (first, last) = (Number(positions, "startPosition", path), Number(positions, "endPosition", path));
        var axis = new double[count];
        for (var i = 0; i < count; i++)
            axis[i] = count == 1 ? first : first + i * (last - first) / (count - 1);
        return axis;
    }

    private static double? Wavelength(XElement points)
    {
        var used = points.AncestorsAndSelf().Elements().FirstOrDefault(e => e.Name.LocalName == "usedWavelength");
        if (used is null)
            return null;
        var line =
            ((string?)used.Attribute("intended"))?.Contains("Beta", StringComparison.OrdinalIgnoreCase) == true ? "kBeta" : "kAlpha1";
        return Child(used, line) is { } element && TextLines.TryNumber(element.Value, out var value) ? value : null;
    }

    private static double Number(XElement parent, string name, string path) =>
        Child(parent, name) is { } element && TextLines.TryNumber(element.Value, out var value)
            ? value
            : throw new DataFormatException(path, SafeXml.Line(parent), $"expected <{name}> with a number.");

    private static double[] Numbers(XElement element, string path)
    {
        var parts = element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var values = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            if (!TextLines.TryNumber(parts[i], out values[i]))
                throw new DataFormatException(
                    path,
                    SafeXml.Line(element),
                    Invariant($"number {i + 1} of <{element.Name.LocalName}> is unreadable.")
                );
        return values;
    }

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name);
}
