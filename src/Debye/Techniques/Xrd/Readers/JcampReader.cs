using Debye.Io;
using Debye.Spectra;

namespace Debye.Techniques.Xrd.Readers;

/// <summary>Powder patterns in JCAMP-DX.</summary>
internal static class JcampReader
{
    public static List<ScanData> Read(string[] lines, string path)
    {
        var scans = new List<ScanData>();
        foreach (var block in JcampDx.Read(lines, path))
        {
            scans.Add(
                new ScanData
                {
                    Kind = KindOf(block.Labels.GetValueOrDefault("XUNITS", "")),
                    Axis = block.X.ToArray(),
                    Intensity = block.Y.ToArray(),
                    WavelengthAngstrom = WavelengthOf(block.Labels),
                }
            );
        }

        return scans;
    }

    private static AxisKind KindOf(string unit)
    {
        var plain = unit.ToUpperInvariant();
        if (plain.Contains("1/A", StringComparison.Ordinal) || plain.StartsWith('Q'))
            return AxisKind.QPerAngstrom;
        return plain.StartsWith("ANGSTROM", StringComparison.Ordinal) || plain.StartsWith("D-", StringComparison.Ordinal)
            ? AxisKind.DAngstrom
            : AxisKind.TwoThetaDegrees;
    }

    private static double? WavelengthOf(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var (name, text) in labels)
            if (name.EndsWith("WAVELENGTH", StringComparison.Ordinal) && TextLines.TryNumber(text.Split(' ')[0], out var value))
                return value;
        return null;
    }
}
