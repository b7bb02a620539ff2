using System.Text;
using Debye.Io;
using Debye.Spectra;
using Debye.Techniques.Eis.Readers;

namespace Debye.Techniques.Eis;

/// <summary>
/// Reads impedance spectra: Gamry, BioLogic, ZPlot, VersaStudio, Parstat, Autolab, Ivium, PalmSens, CH Instruments,
/// PowerSuite, Corrtest, RelaxIS, .i2b, and tables as text, JSON, Excel or OpenDocument sheets.
/// </summary>
/// <remarks>
/// The content decides; where it leaves a choice, the extension does. Impedances come out in Ω with a negative imaginary
/// part for capacitive behaviour, frequencies in Hz. Whatever was assumed, converted or corrected is noted in
/// <see cref="ImpedanceSpectrum.Notes"/>; whatever cannot be corrected is a <see cref="DataFormatException"/> that
/// names file and line. The formats are listed in Readers/README.md.
/// </remarks>
public static class EisReader
{
    /// <summary>Fewest points of a spectrum that is accepted.</summary>
    public const int MinimumPoints = 2;

    /// <summary>Largest file that is read, bytes.</summary>
    public const long MaximumBytes = 256L << 20;

    /// <summary>Every spectrum of a file, in its order.</summary>
    /// <param name="path">The file.</param>
    /// <returns>At least one spectrum; sweeps that follow each other in one table are divided.</returns>
    /// <exception cref="DataFormatException">The file cannot be read, holds no impedance spectrum, or one that makes no sense.</exception>
    public static ImpedanceSpectrum[] Read(string path) => Read(WholeFile.Read(path, MaximumBytes), path);

    /// <summary>Every spectrum of a stream.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="name">Name for messages and <see cref="ImpedanceSpectrum.Source"/>.</param>
    /// <returns>At least one spectrum.</returns>
    /// <exception cref="DataFormatException">The content holds no impedance spectrum, or one that makes no sense.</exception>
    public static ImpedanceSpectrum[] Read(Stream stream, string name) => Read(WholeFile.Read(stream, name, MaximumBytes), name);

    /// <summary>Every spectrum of a file's content.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="name">Name for messages and <see cref="ImpedanceSpectrum.Source"/>; its extension helps where the content leaves a
    /// choice.</param>
    /// <returns>At least one spectrum.</returns>
    /// <exception cref="DataFormatException">The content holds no impedance spectrum, or one that makes no sense.</exception>
    public static ImpedanceSpectrum[] Read(ReadOnlyMemory<byte> content, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (content.IsEmpty)
            throw new DataFormatException(name, 0, "the file is empty.");
        return ImpedanceChecks.ToSpectra(Tables(content, name), name);
    }

    private static List<ImpedanceData> Tables(ReadOnlyMemory<byte> content, string name)
    {
        var bytes = content.Span;
        if (BioLogicMprReader.Is(bytes))
            return BioLogicMprReader.Read(bytes, name);
        if (SpreadsheetReader.Is(bytes))
            return SpreadsheetReader.Read(new MemoryStream(content.ToArray()), name);
        // UTF-16 without a byte-order mark, as some programs write JSON.
        var lines = bytes.StartsWith("{\0"u8)
            ? Encoding.Unicode.GetString(bytes).ReplaceLineEndings("\n").Split('\n')
            : TextLines.Split(bytes);
        if (JsonColumnsReader.Is(lines[0]) || HasExtension(name, ".pssession", ".json"))
            return JsonColumnsReader.Read(string.Join('\n', lines), name);
        return TextTables(lines, name);
    }

    private static List<ImpedanceData> TextTables(string[] lines, string name)
    {
        if (BioLogicMptReader.Is(lines))
            return BioLogicMptReader.Read(lines, name);
        if (GamryReader.Is(lines))
            return GamryReader.Read(lines, name);
        if (ZPlotReader.Is(lines))
            return ZPlotReader.Read(lines, name);
        if (VersaStudioReader.Is(lines))
            return VersaStudioReader.Read(lines, name);
        if (EcoChemieDfrReader.Is(lines))
            return EcoChemieDfrReader.Read(lines, name);
        if (EcoChemieP00Reader.Is(lines))
            return EcoChemieP00Reader.Read(lines, name);
        if (IviumReader.Is(lines))
            return IviumReader.Read(lines, name);
        if (RelaxIsReader.Is(lines))
            return RelaxIsReader.Read(lines, name);
        if (ChInstrumentsReader.Is(lines))
            return ChInstrumentsReader.Read(lines, name);
        if (ParstatReader.Is(lines))
            return ParstatReader.Read(lines, name);
        if (PowerSuiteReader.Is(lines))
            return PowerSuiteReader.Read(lines, name);
        return HasExtension(name, ".i2b") && I2bReader.Is(lines) ? I2bReader.Read(lines, name) : TextTableReader.Read(lines, name);
    }

    private static bool HasExtension(string name, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
