using System.Collections.Immutable;
using Debye.Io;

namespace Debye.Techniques.Spectra.Readers;

/// <summary>Infrared, Raman and other spectra in JCAMP-DX.</summary>
internal static class JcampSpectra
{
    public static List<MaterialSpectrum> Read(string[] lines, string path)
    {
        var spectra = new List<MaterialSpectrum>();
        foreach (var block in JcampDx.Read(lines, path))
        {
            var (axis, intensity) = (block.X.ToArray(), block.Y.ToArray());
            var notes = SpectrumChecks.Order(axis, intensity, path, block.Line);
            spectra.Add(
                new MaterialSpectrum(UnitOf(block.Labels.GetValueOrDefault("XUNITS", "")), axis, intensity)
                {
                    Source = path,
                    Notes = notes,
                    Fields = block.Labels.ToImmutableDictionary(),
                }
            );
        }

        return spectra;
    }

    private static SpectrumAxisUnit UnitOf(string unit)
    {
        var plain = unit.ToUpperInvariant().Replace(" ", "", StringComparison.Ordinal);
        if (plain is "1/CM" or "CM-1" or "CM^-1" || plain.Contains("WAVENUMBER", StringComparison.Ordinal))
            return SpectrumAxisUnit.PerCentimetre;
        if (plain.StartsWith("NANOMET", StringComparison.Ordinal) || plain == "NM")
            return SpectrumAxisUnit.Nanometre;
        if (plain.StartsWith("MICROMET", StringComparison.Ordinal) || plain is "UM")
            return SpectrumAxisUnit.Micrometre;
        return plain is "KEV" ? SpectrumAxisUnit.KiloElectronVolt : SpectrumAxisUnit.Other;
    }
}
