using Debye.Io;
using Debye.Techniques.Pdf.Readers;

namespace Debye.Techniques.Pdf;

/// <summary>
/// Reads text files of total scattering: G(r) (.gr), F(Q) (.fq), S(Q) (.sq) and intensities over Q or 2θ (.iq, .chi, .xy and others),
/// with the headers of PDFgetX2, PDFgetX3, PDFgetN, xPDFsuite, Fit2D and pyFAI, two to four columns (x, y, dy or x, y, dx, dy).
/// </summary>
/// <remarks>
/// What the columns are is taken from the header, else from the file's extension, else from the shape of the curve; the latter two
/// and every conversion are stated in <see cref="PdfData.Notes"/>. A statement that the values contradict is an error.
/// The grammar of the headers was read off files of each program.
/// </remarks>
public static class PdfReader
{
    /// <summary>Fewest points of a curve that is accepted.</summary>
    public const int MinimumPoints = 10;

    /// <summary>Largest file that is read, bytes.</summary>
    public const long MaximumBytes = 128L << 20;

    /// <summary>The curve of a file.</summary>
    /// <exception cref="DataFormatException">The file cannot be read, holds no curve, or one that makes no sense.</exception>
    public static PdfData Read(string path) => Read(path, null);

    /// <summary>The curve of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="axis">What the first column counts, where the caller knows it; null to take it from the file.</param>
    /// <exception cref="DataFormatException">The file cannot be read, holds no curve, or one that makes no sense.</exception>
    public static PdfData Read(string path, PdfAxisUnit? axis) => Read(WholeFile.Read(path, MaximumBytes), path, axis);

    /// <summary>The curve of a stream.</summary>
    /// <inheritdoc cref="Read(Stream, string, PdfAxisUnit?)"/>
    public static PdfData Read(Stream stream, string name) => Read(stream, name, null);

    /// <summary>The curve of a stream.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="name">Name for messages and <see cref="PdfData.Source"/>; its extension helps where the content leaves a
    /// choice.</param>
    /// <param name="axis">What the first column counts, where the caller knows it; null to take it from the file.</param>
    /// <exception cref="DataFormatException">The content holds no curve, or one that makes no sense.</exception>
    public static PdfData Read(Stream stream, string name, PdfAxisUnit? axis) =>
        Read(WholeFile.Read(stream, name, MaximumBytes), name, axis);

    /// <summary>The curve of a file's content.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="name">Name for messages and <see cref="PdfData.Source"/>; its extension helps where the content leaves a
    /// choice.</param>
    /// <param name="axis">What the first column counts, where the caller knows it; null to take it from the file.</param>
    /// <exception cref="DataFormatException">The content holds no curve, or one that makes no sense.</exception>
    public static PdfData Read(ReadOnlyMemory<byte> content, string name, PdfAxisUnit? axis = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (content.IsEmpty)
            throw new DataFormatException(name, 0, "the file is empty.");
        var table = ColumnTable.Read(TextLines.Split(content.Span), name);
        var header = HeaderScan.Read(table.Header);
        table.Require(name);
        var meaning = ColumnMeaning.Find(table, header, name, axis);
        return CurveChecks.ToData(table, header, meaning, name);
    }
}
