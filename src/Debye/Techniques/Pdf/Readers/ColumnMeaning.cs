namespace Debye.Techniques.Pdf.Readers;

/// <summary>What the columns of a file are and how that is known.</summary>
/// <param name="Quantity">What the second column holds.</param>
/// <param name="IsNanometre">Whether the axis is in nm or 1/nm.</param>
/// <param name="IsUnitStated">Whether a unit stands in the file or came from the caller.</param>
/// <param name="Line">Line that told; 0 where none did.</param>
/// <param name="Note">What was assumed; null where the file said it.</param>
internal sealed record ColumnMeaning(PdfQuantity Quantity, bool IsNanometre, bool IsUnitStated, int Line, string? Note)
{
    /// <summary>Tells from the caller, the labels, the settings, the extension, the shape: the first that knows.</summary>
    public static ColumnMeaning Find(ColumnTable table, PdfHeader header, string name, PdfAxisUnit? axis)
    {
        var labels = ColumnLabels.Find(table.Header);
        if (axis is { } unit)
            return FromCaller(unit, labels, header, table, name);
        if (labels is { Quantity: { } stated })
            return new ColumnMeaning(stated, labels.IsNanometre, labels.IsUnitStated, labels.Line, null);
        if (FromSettings(header) is { } setting)
            return labels is null ? setting : setting with { IsNanometre = labels.IsNanometre, IsUnitStated = labels.IsUnitStated };
        if (FromExtension(name, labels) is { } known)
            return known with
            {
                IsNanometre = labels?.IsNanometre ?? false,
                IsUnitStated = labels?.IsUnitStated ?? false,
                Line = labels?.Line ?? 0,
            };
        return FromShape(table, labels);
    }

    private static ColumnMeaning FromCaller(PdfAxisUnit unit, ColumnLabels? labels, PdfHeader header, ColumnTable table, string name)
    {
        var isNanometre = unit is PdfAxisUnit.QPerNanometre or PdfAxisUnit.RNanometre;
        var quantity = unit switch
        {
            PdfAxisUnit.RAngstrom or PdfAxisUnit.RNanometre => PdfQuantity.PairDistribution,
            PdfAxisUnit.TwoThetaDegrees => PdfQuantity.IntensityOverTwoTheta,
            _ => labels?.Quantity
                ?? FromSettings(header)?.Quantity
                ?? FromExtension(name, labels)?.Quantity
                ?? FromShape(table, labels).Quantity,
        };
        // The caller says that the axis is Q: what is over r or 2θ by other signs is an intensity over Q.
        if (
            unit is PdfAxisUnit.QPerAngstrom or PdfAxisUnit.QPerNanometre
            && quantity is PdfQuantity.PairDistribution or PdfQuantity.IntensityOverTwoTheta
        )
            quantity = PdfQuantity.IntensityOverQ;
        return new ColumnMeaning(quantity, isNanometre, true, labels?.Line ?? 0, null);
    }

    /// <summary>Settings of PDFgetX3 ("outputtype", "dataformat"), xPDFsuite ("integrationspace") and PDFgetX2 ("datatype").</summary>
    private static ColumnMeaning? FromSettings(PdfHeader header)
    {
        if (header.Find("outputtype") is { } output && Of(output.Text) is { } quantity)
            return new ColumnMeaning(quantity, false, false, output.Line, null);
        foreach (var entry in header.Entries)
            if (
                entry.Name.Equals("datatype", StringComparison.OrdinalIgnoreCase)
                && entry.Text.Length > 4
                && Of(entry.Text[..2]) is { } saved
            )
                return new ColumnMeaning(saved, false, false, entry.Line, null);
        if (header.Find("integrationspace") is { } space)
            return new ColumnMeaning(
                IsAngle(space.Text) ? PdfQuantity.IntensityOverTwoTheta : PdfQuantity.IntensityOverQ,
                false,
                false,
                space.Line,
                IsAngle(space.Text) ? null : "The header names no unit of Q; taken as 1/Å."
            );
        if (header.Find("dataformat") is not { } format)
            return null;
        return new ColumnMeaning(
            IsAngle(format.Text) ? PdfQuantity.IntensityOverTwoTheta : PdfQuantity.IntensityOverQ,
            format.Text.Equals("Qnm", StringComparison.OrdinalIgnoreCase),
            true,
            format.Line,
            null
        );

        static bool IsAngle(string text) =>
            text.StartsWith("two", StringComparison.OrdinalIgnoreCase) || text.StartsWith("tth", StringComparison.OrdinalIgnoreCase);
    }

    private static ColumnMeaning? FromExtension(string name, ColumnLabels? labels)
    {
        var extension = Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
        var quantity = Of(extension) ?? (extension == "chi" ? PdfQuantity.IntensityOverQ : null);
        if (quantity is not { } known)
            return null;
        if (labels is { IsAngle: true })
            return new ColumnMeaning(PdfQuantity.IntensityOverTwoTheta, false, false, 0, null);
        return new ColumnMeaning(
            known,
            false,
            false,
            0,
            $"No header says what the columns are; taken as {known.Symbol()} by the extension .{extension}, "
                + $"{(known == PdfQuantity.PairDistribution ? "r in Å" : "Q in 1/Å")}."
        );
    }

    private static PdfQuantity? Of(string text) =>
        text.ToLowerInvariant() switch
        {
            "gr" => PdfQuantity.PairDistribution,
            "fq" => PdfQuantity.ReducedStructure,
            "sq" => PdfQuantity.StructureFactor,
            "iq" => PdfQuantity.IntensityOverQ,
            _ => null,
        };

    private static ColumnMeaning FromShape(ColumnTable table, ColumnLabels? labels)
    {
        var shape = CurveShape.Of(table.Rows.ConvertAll(row => row[1]));
        var quantity = labels switch
        {
            { IsAngle: true } => PdfQuantity.IntensityOverTwoTheta,
            { IsMomentum: true } => shape.TendsToOne ? PdfQuantity.StructureFactor
            : shape.IsAboutZero ? PdfQuantity.ReducedStructure
            : PdfQuantity.IntensityOverQ,
            _ => shape.TendsToOne ? PdfQuantity.StructureFactor
            : shape.IsAboutZero ? PdfQuantity.PairDistribution
            : PdfQuantity.IntensityOverTwoTheta,
        };
        return new ColumnMeaning(
            quantity,
            labels?.IsNanometre ?? false,
            labels?.IsUnitStated ?? false,
            labels?.Line ?? 0,
            $"Nothing in the file says what the columns are; taken as {quantity.Symbol()} by the shape of the curve."
        );
    }
}
